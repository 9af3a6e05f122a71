package main

import (
	"bytes"
	"net"
	"net/http"
	"strings"
	"testing"
)

// health asks a server that gives one answer, as in a container: it listens on
// every address, and a proxy is set for what goes outside.
func health(t *testing.T, listenOn string, status int) (said string, code int) {
	t.Helper()
	listener, err := net.Listen("tcp", listenOn)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/healthz" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		w.WriteHeader(status)
	})}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	host, _, _ := net.SplitHostPort(listenOn)
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	c := command(t.Context(), "health")
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	c.Env = append(c.Env, "ONWARD_ADDRESS="+net.JoinHostPort(host, port), "HTTP_PROXY=http://127.0.0.1:1", "NO_PROXY=")
	_ = c.Run()
	return out.String(), c.ProcessState.ExitCode()
}

func TestHealthReachesAServerOnEveryAddress(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"0.0.0.0:0", ":0", "127.0.0.1:0"} {
		if said, code := health(t, address, http.StatusOK); code != 0 || said != "" {
			t.Errorf("%s: %d %s", address, code, said)
		}
	}
	if said, code := health(t, "0.0.0.0:0", http.StatusServiceUnavailable); code != 1 || !strings.Contains(said, "503") {
		t.Errorf("a server that is not well: %d %s", code, said)
	}
}
