package main

import (
	"strings"
	"testing"

	"onward/internal/demo"
	"onward/internal/organisation"
)

var everyone = []organisation.Colleague{
	{Staff: 1, Username: "amina", Email: "amina.yusufi@ealing.example", Name: "Amina Yusufi", Role: "advisor", Org: organisation.Organisation{Name: "London Borough of Ealing"}},
	{Staff: 2, Username: "tom", Email: "tom.redgate@ealing.example", Name: "Tom Redgate", Role: "manager", Org: organisation.Organisation{Name: "London Borough of Ealing"}},
}

func listed(t *testing.T, signIns map[int]bool) []string {
	t.Helper()
	var out strings.Builder
	if err := printUsers(&out, everyone, signIns); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(out.String()), "\n")
}

func TestTheListShowsThePasswordOfThoseWhoStillHaveIt(t *testing.T) {
	t.Parallel()
	lines := listed(t, map[int]bool{1: true, 2: false})
	if len(lines) != 3 || strings.Join(strings.Fields(lines[0]), " ") != "USER EMAIL NAME ROLE ORGANISATION PASSWORD" {
		t.Fatalf("list: %q", lines)
	}
	if want := "amina amina.yusufi@ealing.example Amina Yusufi advisor London Borough of Ealing " + demo.Password; strings.Join(strings.Fields(lines[1]), " ") != want {
		t.Errorf("amina: %q", lines[1])
	}
	if strings.Contains(lines[2], demo.Password) {
		t.Errorf("tom has another password: %q", lines[2])
	}
}

func TestAnyOtherWorldHasNoColumnForPasswords(t *testing.T) {
	t.Parallel()
	if lines := listed(t, nil); len(lines) != 3 || strings.Contains(lines[0], "PASSWORD") {
		t.Errorf("list: %q", lines)
	}
}
