package access

import (
	"sync/atomic"

	"onward/internal/calendar"
	"onward/internal/fault"
)

// Keeper holds the policy of the newest epoch that this process has come across
// and swaps it whole. Every transaction says which epoch it stands in, so that a
// process that has not caught up loads what it lacks before it answers.
type Keeper struct {
	roles *Policy
	now   atomic.Pointer[Policy]
}

// NewKeeper keeps a policy of roles; agreements come with the first epoch.
func NewKeeper(roles *Policy) *Keeper { return &Keeper{roles: roles} }

// Roles is the policy without any agreement: for duties, which need none.
func (k *Keeper) Roles() *Policy { return k.roles }

// At gives the policy of an epoch: at least the version, on exactly the London
// day. load reads the agreements in the caller's transaction, with the version
// that it read; one that is older than asked for is refused.
func (k *Keeper) At(version int64, day calendar.Date, load func() (int64, []Agreement, error)) (*Policy, error) {
	if p := k.now.Load(); p != nil {
		if v, d := p.Epoch(); v >= version && d == day {
			return p, nil
		}
	}
	read, agreements, err := load()
	if err != nil {
		return nil, err
	}
	if read < version {
		return nil, fault.New(fault.Unavailable, "The agreements could not be read just now. Try again in a moment.")
	}
	p := k.roles.With(read, day, agreements)
	k.keep(p)
	return p, nil
}

// keep swaps the policy unless a newer one stands there already.
func (k *Keeper) keep(p *Policy) {
	v, d := p.Epoch()
	for {
		old := k.now.Load()
		if ov, od := old.Epoch(); old != nil && (ov > v || ov == v && !od.Before(d)) {
			return
		}
		if k.now.CompareAndSwap(old, p) {
			return
		}
	}
}
