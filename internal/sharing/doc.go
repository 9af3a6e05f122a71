// Package sharing makes data-sharing agreements executable: who signed what,
// what residents say, and which policy decides at this moment.
//
// Two walls read the same tables on their own. Rules gives the first one the
// agreements in force, once an epoch; the second resolves them in PostgreSQL
// whenever somebody acts (migrations/00022). Neither takes the other's word.
//
// An agreement's row is one version. Consent is given to a version, so that a
// wider one asks the resident anew. The openings of an agreement are laid down
// when it goes out for signature, since that may touch every journey of its
// parties; signing, suspending, resuming and ending then cost a row, and take
// effect with the next transaction of anybody.
package sharing
