// Package app puts the parts together and does nothing else.
package app

import (
	"fmt"

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
	Secure      bool   `env:"ONWARD_SECURE"`                              // behind HTTPS: cookies and HSTS
	Proxies     bool   `env:"ONWARD_BEHIND_PROXY"`                        // believe X-Forwarded-For from private networks
	LogLevel    string `env:"ONWARD_LOG" envDefault:"info"`               // debug, info, warn or error
	Data        string `env:"ONWARD_DATA" envDefault:"var"`               // the data folder; --data goes before
}

// FromEnvironment reads the configuration; what cannot be read is named.
func FromEnvironment() (Config, error) {
	c, err := env.ParseAs[Config]()
	if err != nil {
		return c, fmt.Errorf("reading the configuration: %w", err)
	}
	return c, nil
}
