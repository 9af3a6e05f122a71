// Package demo makes a world to try Onward in: the West London Alliance, or all
// of London, with people in every role and residents whose journeys stand at
// every stage over three years.
//
// Nobody in it lives. National Insurance numbers have the prefixes that offices
// use for people without one, telephones are of the ranges that Ofcom keeps for
// drama, addresses of email end in .example or @example.org. Postcodes are real
// and lie in the right borough.
//
// One seed and one start day make one world: everything is drawn from streams
// that depend on the seed and on the place of a resident in the order alone.
// What is never the same are the ids of parts of journeys and what sealing
// mixes in. References are the same too, at a price: the journeys of a batch
// begin in the order of the batches, even where two are written at once.
//
// Everything passes the same checks and batches as everyone's writes, in the
// name of the person whose journeys they are; agreements are drafted and signed
// by each party's own governance officer before there are residents, so that
// what they open is written with each batch.
package demo
