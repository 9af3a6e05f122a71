package local

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// settingsFile is included by the cluster's postgresql.conf and written anew at
// every start. ALTER SYSTEM still has the last word.
const settingsFile = "onward.conf"

// access lets nobody in without a password, not from this machine either.
const accessRules = `# Written by Onward. Everybody gives a password.
local all all              scram-sha-256
host  all all 127.0.0.1/32 scram-sha-256
`

// standard suits a small machine that Onward shares with others.
var standard = map[string]string{
	"listen_addresses":        "127.0.0.1",
	"unix_socket_permissions": "0700",
	"password_encryption":     "scram-sha-256",
	"cluster_name":            "onward",

	"max_connections":      "200", // tests run in parallel, each with pools of its own
	"shared_buffers":       "256MB",
	"effective_cache_size": "1GB",
	"work_mem":             "16MB",
	"maintenance_work_mem": "128MB",
	"max_wal_size":         "2GB",
	"wal_compression":      "on",
	"random_page_cost":     "1.1", // solid-state disks
	"jit":                  "off", // costs more than the short queries here last

	"timezone":     "UTC",
	"log_timezone": "UTC",
	"datestyle":    "ISO, DMY",

	// The errors of statements repeat what was typed and stored, and so do
	// details: neither may reach a log.
	"log_min_messages":        "log",
	"log_min_error_statement": "panic",
	"log_error_verbosity":     "terse",
	"log_line_prefix":         "%m [%p] ",
}

// settingsText is the settings file: the standard, what the caller adds, and
// where the cluster listens, which nobody can set otherwise.
func settingsText(e endpoint, added map[string]string) []byte {
	all := maps.Clone(standard)
	maps.Copy(all, added)
	all["port"] = strconv.Itoa(e.Port)
	all["unix_socket_directories"] = e.Socket

	var text strings.Builder
	text.WriteString("# Written by Onward at every start: changes here are lost.\n")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&text, "%s = '%s'\n", name, strings.ReplaceAll(all[name], "'", "''"))
	}
	return []byte(text.String())
}
