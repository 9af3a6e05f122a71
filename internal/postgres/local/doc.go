// Package local runs the private PostgreSQL that Onward brings up where nobody
// gives it a database.
//
// The cluster lives in the folder `postgres` of the data folder and is shared
// by every onward process that works on that folder. Nobody manages it: the
// first one in starts it, the last one out stops it.
//
// # Who is in, without a daemon
//
// Each process holds a shared flock on `users.lock` for as long as it needs the
// database. The kernel drops it however the process ends, so a killed process
// never counts. Starting and stopping happen under an exclusive flock on
// `start.lock`; a server also holds `serve.lock` alone. The price: a process
// that is killed leaves PostgreSQL running until the next one in joins it and
// leaves in good order. That is meant: killing a client must not kill the
// database under the others.
//
// # What is believed about a PostgreSQL that is said to run
//
// postmaster.pid outlives a crash, and its process number may have gone to
// somebody else. A postmaster counts as ours where the process is called
// postgres and works in our data folder. The children of a killed postmaster
// hold its shared memory and would keep a new one from starting, so they are
// told to go first: whatever they had acknowledged is in the write-ahead log.
//
// # Who it runs as
//
// PostgreSQL refuses to run as root. Started by root it runs as the user that
// owns the cluster, at first the system user postgres, else nobody. Where that
// user cannot reach the data folder, the cluster lives in /var/lib/onward and
// `postgres` is a symbolic link to it.
//
// # What it writes to its log
//
// Only what PostgreSQL says of itself. Errors of statements stay out: they
// repeat rejected rows and typed values. The application logs them its own way.
package local
