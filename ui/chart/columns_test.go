package chart

import (
	"strings"
	"testing"
)

func TestTheScaleEndsAtARoundNumber(t *testing.T) {
	t.Parallel()
	for highest, want := range map[int]int{0: 1, 1: 1, 4: 4, 7: 8, 18: 20, 23: 25, 61: 80, 99: 100, 101: 150, 260: 300} {
		c := Columns{Steps: []ColumnStep{{Solid: highest}}}
		if got := c.top(); got != want {
			t.Errorf("the scale of %d ends at %d, want %d", highest, got, want)
		}
		if lines := len(c.grid()); lines < 2 || lines > 7 {
			t.Errorf("the scale of %d has %d lines", highest, lines)
		}
	}
}

func TestColumnsStandOnTheBaseAndReachTheirFigure(t *testing.T) {
	t.Parallel()
	c := Columns{Steps: []ColumnStep{{Solid: 10, Hatch: 5, Target: 20}, {Solid: 0}}}
	first, second := c.bars()[0], c.bars()[1]
	if first.solidY != "84" || first.solidHeight != "76" || first.hatchY != "46" || first.hatchHeight != "38" || first.target != "8" {
		t.Errorf("%+v", first)
	}
	if second.solidHeight != "0" || second.targeted || second.hatchedPart {
		t.Errorf("%+v", second)
	}
}

func TestEveryFigureStandsInTheTable(t *testing.T) {
	t.Parallel()
	markup := render(t, ColumnChart(Columns{Title: "By month", Solid: "verified", Hatch: "to verify", Target: "target",
		Steps: []ColumnStep{{Label: "Nov", Solid: 11, Target: 12}, {Label: "Apr", Solid: 5, Hatch: 4, Target: 14}}}))
	for _, figure := range []string{"11", "12", "5", "4", "14", "0"} {
		holds(t, markup, "<td>"+figure+"</td>")
	}
	holds(t, markup, `aria-label="By month. The figures are in the table beneath."`)
	plain := render(t, ColumnChart(Columns{Solid: "verified", Steps: []ColumnStep{{Label: "Nov", Solid: 1}}}))
	if rows := strings.Count(plain, `<th scope="row">`); rows != 1 {
		t.Errorf("%d rows where only one kind of figure is given", rows)
	}
	lacks(t, render(t, ColumnChart(Columns{})), "NaN")
}
