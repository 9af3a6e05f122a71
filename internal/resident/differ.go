package resident

// differing names the fields whose values are not the same, for the audit: it
// says what changed and never to what.
func differing(names []string, now, before []any) []string {
	var out []string
	for i, name := range names {
		if now[i] != before[i] {
			out = append(out, name)
		}
	}
	return out
}

func (i Identity) differs(before Identity) []string {
	facts := func(i Identity) []any { return []any{i.Given, i.Family, i.Preferred, i.Pronouns, i.Born} }
	return differing([]string{"given", "family", "preferred", "pronouns", "born"}, facts(i), facts(before))
}

func (n Identifiers) differs(before Identifiers) []string {
	facts := func(n Identifiers) []any { return []any{n.NINO, n.UniversalCredit, n.ULN} }
	return differing([]string{"nino", "universal_credit", "uln"}, facts(n), facts(before))
}

func (c Contact) differs(before Contact) []string {
	facts := func(c Contact) []any {
		return []any{c.Address, c.Postcode, c.Telephone, c.Email, c.SafeWay, c.SafeTime, c.Language, c.Interpreter}
	}
	return differing([]string{"address", "postcode", "telephone", "email", "safe_way", "safe_time", "language", "interpreter"}, facts(c), facts(before))
}
