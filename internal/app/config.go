// Package app puts the parts together and does nothing else.
package app

import (
	"fmt"
	"net"

	"github.com/caarlos0/env/v11"
)

// Config is what the environment says. Every value has a default with which a
// new machine works.
type Config struct {
	DatabaseURL string `env:"ONWARD_DATABASE_URL"`                        // as onward_app; empty: a private PostgreSQL
	MigrateURL  string `env:"ONWARD_MIGRATE_URL"`                         // as the owner of the database
	AuditorURL  string `env:"ONWARD_AUDITOR_URL"`                         // as onward_auditor, for audit verify
	Address     string `env:"ONWARD_ADDRESS" envDefault:"127.0.0.1:8080"` // where serve listens
	Key         string `env:"ONWARD_KEY"`                                 // 32 bytes in base64; empty: kept in the data folder
	Checkpoint  string `env:"ONWARD_AUDIT_CHECKPOINT"`                    // file for the audit's heads; empty: in the data folder
	Secure      *bool  `env:"ONWARD_SECURE"`                              // behind HTTPS: cookies and HSTS; nil: see HTTPS
	Proxies     bool   `env:"ONWARD_BEHIND_PROXY"`                        // believe X-Forwarded-For from private networks
	LogLevel    string `env:"ONWARD_LOG" envDefault:"info"`               // debug, info, warn or error
	Data        string `env:"ONWARD_DATA" envDefault:"var"`               // the data folder; --data goes before

	private bool // the database is one of our own, which DatabaseURL leads to
}

// FromEnvironment reads the configuration; what cannot be read is named.
func FromEnvironment() (Config, error) {
	c, err := env.ParseAs[Config]()
	if err != nil {
		return c, fmt.Errorf("reading the configuration: %w", err)
	}
	return c, nil
}

// HTTPS says whether browsers come over HTTPS, so that cookies may ask for it.
// Unless it was said, they do wherever others than this machine can come, or a
// database of its own is given: a cookie that goes over plain HTTP is anybody's.
func (c Config) HTTPS() bool {
	if c.Secure != nil {
		return *c.Secure
	}
	return c.public()
}

// insecurity is what to tell whoever looks after a server whose cookies go over
// plain HTTP although others may listen; empty where all is well.
func (c Config) insecurity() string {
	if c.HTTPS() || !c.public() {
		return ""
	}
	return "ONWARD_SECURE is false: sessions' cookies go over plain HTTP too, and who can listen on the way can act as the people who signed in. Put HTTPS before Onward and set it to true"
}

// public says that the server is meant for others than this machine's user.
func (c Config) public() bool {
	return c.DatabaseURL != "" && !c.private || !loopback(c.Address)
}

// loopback says that nobody but this machine reaches an address to listen on. A
// host that is left out is all of this machine's addresses.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return address == "" // nothing listens, as in tests
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
