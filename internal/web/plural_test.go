package web_test

import (
	"testing"

	"onward/internal/web"
)

func TestOneThingIsNotThings(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0 appointments", 1: "1 appointment", 2: "2 appointments", 21: "21 appointments"} {
		if got := web.Count(n, "appointment"); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
	if web.CountText("1", "hour") != "1 hour" || web.CountText("37.5", "hour") != "37.5 hours" || web.CountText("0.5", "hour") != "0.5 hours" {
		t.Error("hours")
	}
	if web.Plural(1, "person", "people") != "person" || web.Plural(0, "person", "people") != "people" {
		t.Error("people")
	}
}
