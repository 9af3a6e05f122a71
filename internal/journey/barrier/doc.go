// Package barrier keeps what stands between a resident and good work: what it
// is, how much it weighs, since when, who found it, and how it has eased.
//
// A barrier is in the category of what it reveals (taxonomy.go), and so is its
// history. One in a guarded category lies sealed: the database knows that there
// is one, how heavy it is and how it stands, and finds equal ones by a keyed
// hash, but holds neither its code nor a word about it. The cost is that
// figures by guarded barrier go through the hash, never through the code.
package barrier
