package demo

import "math/rand/v2"

// chance draws everything that the world leaves to it.
type chance struct{ *rand.Rand }

// newChance is a stream of its own for one thing of one world.
func newChance(seed, stream uint64) chance {
	return chance{rand.New(rand.NewPCG(seed, stream))}
}

// in says yes as often as the share says, from 0 to 1.
func (c chance) in(share float64) bool { return c.Float64() < share }

// between is a whole number from least to most, both included.
func (c chance) between(least, most int) int { return least + c.IntN(most-least+1) }

// pick takes one of a list that is not empty.
func pick[T any](c chance, list []T) T { return list[c.IntN(len(list))] }

// some takes up to n different members of a list, in a new order.
func some[T any](c chance, list []T, n int) []T {
	n = min(n, len(list))
	out := make([]T, 0, n)
	for _, i := range c.Perm(len(list))[:n] {
		out = append(out, list[i])
	}
	return out
}

// lot is a list whose members come up as often as they weigh.
type lot[T any] struct {
	members []T
	upto    []int // the weights added up
}

func (l *lot[T]) add(member T, weight int) {
	total := weight
	if n := len(l.upto); n > 0 {
		total += l.upto[n-1]
	}
	l.members, l.upto = append(l.members, member), append(l.upto, total)
}

func (l *lot[T]) draw(c chance) T {
	at := c.IntN(l.upto[len(l.upto)-1])
	for i, upto := range l.upto {
		if at < upto {
			return l.members[i]
		}
	}
	panic("demo: an empty lot")
}

// weigh makes a lot of words with weights: "hindu 90, muslim 6, none 4" without
// the commas, taken in pairs.
func weigh(pairs ...any) *lot[string] {
	var l lot[string]
	for i := 0; i < len(pairs); i += 2 {
		l.add(pairs[i].(string), pairs[i+1].(int))
	}
	return &l
}
