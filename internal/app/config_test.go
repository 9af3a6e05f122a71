package app

import "testing"

func TestCookiesAskForHTTPSWhereOthersCanCome(t *testing.T) {
	yes, no := true, false
	for name, c := range map[string]struct {
		config Config
		https  bool
		warns  bool
	}{
		"this machine alone":               {Config{Address: "127.0.0.1:8080"}, false, false},
		"this machine by name":             {Config{Address: "localhost:8080"}, false, false},
		"this machine in IPv6":             {Config{Address: "[::1]:8080"}, false, false},
		"a private database":               {Config{Address: "127.0.0.1:8080", DatabaseURL: "postgres://x", private: true}, false, false},
		"every address":                    {Config{Address: ":8080"}, true, false},
		"every address in figures":         {Config{Address: "0.0.0.0:8080"}, true, false},
		"a name":                           {Config{Address: "onward.example:80"}, true, false},
		"an address that cannot be":        {Config{Address: "8080"}, true, false},
		"a private database for all":       {Config{Address: "0.0.0.0:8080", DatabaseURL: "postgres://x", private: true}, true, false},
		"a database of its own":            {Config{Address: "127.0.0.1:8080", DatabaseURL: "postgres://x"}, true, false},
		"turned off there":                 {Config{Address: "127.0.0.1:8080", DatabaseURL: "postgres://x", Secure: &no}, false, true},
		"turned off for all":               {Config{Address: ":8080", Secure: &no}, false, true},
		"turned off on this machine alone": {Config{Address: "127.0.0.1:8080", Secure: &no}, false, false},
		"turned on":                        {Config{Address: "127.0.0.1:8080", Secure: &yes}, true, false},
	} {
		if c.config.HTTPS() != c.https || (c.config.insecurity() != "") != c.warns {
			t.Errorf("%s: HTTPS %v, warning %q", name, c.config.HTTPS(), c.config.insecurity())
		}
	}
}

func TestTheEnvironmentTellsOffFromUnsaid(t *testing.T) {
	t.Setenv("ONWARD_SECURE", "false")
	c, err := FromEnvironment()
	if err != nil || c.Secure == nil || *c.Secure {
		t.Errorf("said: %v, %v", c.Secure, err)
	}
	t.Setenv("ONWARD_SECURE", "")
	if c, err = FromEnvironment(); err != nil || c.Secure != nil {
		t.Errorf("unsaid: %v, %v", c.Secure, err)
	}
	if !(Config{DatabaseURL: "postgres://x"}).HTTPS() {
		t.Error("not a word of it, and a database of its own: plain HTTP")
	}
}
