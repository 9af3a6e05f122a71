package demo

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/csv"
	"io"
	"strings"
)

// borough is a local authority of London with its place in a sub-region.
type borough struct {
	gss, name, official, slug string
	region, regionCode        string
	membership, confidence    string // of the sub-region, as the reference has it
	postcodes                 []string
}

//go:embed data/boroughs.csv
var boroughTable []byte

// A few hundred postcodes of each borough, none of them near its edge; a line a
// borough, "E09000009:W3 6LJ,…".
//
//go:embed data/postcodes.txt.gz
var postcodeTable []byte

// boroughs are all 33, in the order of their codes.
var boroughs = readBoroughs()

// readBoroughs stops the start on tables that cannot be: they are part of the program.
func readBoroughs() []borough {
	rows, err := csv.NewReader(bytes.NewReader(boroughTable)).ReadAll()
	if err != nil {
		panic(err)
	}
	postcodes := readPostcodes()
	var all []borough
	for _, r := range rows[1:] { // the first is the heading
		all = append(all, borough{gss: r[0], name: r[1], official: r[2], slug: r[3], region: r[4], regionCode: r[5],
			membership: r[6], confidence: r[7], postcodes: postcodes[r[0]]})
	}
	return all
}

func readPostcodes() map[string][]string {
	z, err := gzip.NewReader(bytes.NewReader(postcodeTable))
	if err != nil {
		panic(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	of := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		gss, list, _ := strings.Cut(strings.TrimSpace(line), ":")
		of[gss] = strings.Split(list, ",")
	}
	return of
}

// streets and houses make the lines of an address before the postcode.
var streets = []string{"Alder Close", "Arlington Road", "Beech Avenue", "Bollo Lane", "Bridge Street", "Broadway", "Canal Walk", "Cedar Grove",
	"Chapel Road", "Church Street", "Clifton Gardens", "Coldershaw Road", "Cranford Lane", "Drayton Road", "Elm Park Road", "Fairfield Road",
	"Garden Court", "Grove Lane", "Harvest Way", "Hawthorn Road", "High Street", "Hope Gardens", "Horn Lane", "Jubilee Road", "Kings Avenue",
	"Lancaster Road", "Larch Road", "Lime Tree Avenue", "Linden Way", "Manor Road", "Meadow View", "Mill Hill Road", "Newton Street",
	"Oak Tree Close", "Old Oak Lane", "Orchard Road", "Park View", "Poplar Road", "Queens Road", "Ravenor Park Road", "Rosebank Road",
	"Rowan Court", "St Mary's Road", "School Lane", "Station Road", "Sycamore Avenue", "The Avenue", "Uxbridge Road", "Victoria Road",
	"Wharf Road", "Willow Way", "Windmill Lane", "York Road"}

func (b borough) address(c chance) (line, postcode string) {
	house := strings.TrimSpace(itoa(c.between(1, 240)) + " " + pick(c, streets))
	switch {
	case c.in(0.35):
		house = "Flat " + itoa(c.between(1, 40)) + ", " + house
	case c.in(0.06):
		house = "Room " + itoa(c.between(1, 18)) + ", " + house
	}
	return house + ", " + b.name, pick(c, b.postcodes)
}
