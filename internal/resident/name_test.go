package resident_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"onward/internal/resident"
)

func TestCleanName(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"  Mei\u00a0 Jones\n":     "Mei Jones",
		"O’Brien":                 "O’Brien",
		"Smith-Jones":             "Smith-Jones",
		"Nguyê\u0303n":            "Nguyễn",
		"\u202eMei\u200b\x00":     "Mei",
		"می\u200cخواهم":           "می\u200cخواهم",
		"Зоя \t Шевченко":         "Зоя Шевченко",
		"bad \xff byte":           "bad byte",
		" \u200b ":                "",
		"x\u0301\u2028y":          "x\u0301 y",
		"de  Souza":               "de Souza",
		"MacDonald":               "MacDonald",
		"\ufeffFirst":             "First",
		"क्षितिज\u200d":           "क्षितिज\u200d",
		"=HYPERLINK(\"x\",\"y\")": "=HYPERLINK(\"x\",\"y\")",
	} {
		if got := resident.CleanName(text); got != want {
			t.Errorf("%q is cleaned to %q, want %q", text, got, want)
		}
	}
}

func TestKey(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Ní Dhomhnaill": "nidhomhnaill", "O'Brien": "obrien", "O’BRIEN": "obrien", "Smith-Jones": "smithjones",
		"Hüseyin": "huseyin", "Yılmaz": "yilmaz", "İsmail": "ismail", "Łukasz": "lukasz", "Đặng": "dang", "Nguyễn": "nguyen",
		"Weiß": "weiss", "WEIẞ": "weiss", "Søren": "soren", "Þór": "thor", "Æthel": "aethel", "Əliyev": "eliyev", "Ɗanjuma": "danjuma",
		"Kahaʻi": "kahai", "ﬁona": "fiona", "Ｍｅｉ": "mei", "Öztürk": "ozturk",
		"Шевченко": "шевченко", "Йосиф": "иосиф", "Άννα": "αννα", "Νίκος": "νικοσ",
		"مُحَمَّد": "محمد", "محـمد": "محمد", "أحمد": "احمد",
		"किरण": "किरण", "김민준": "김민준", "王 小明": "王小明", "佐々木": "佐々木", "สมชาย ใจดี": "สมชายใจดี",
		"D.O.B.": "dob", "Hours p/w": "hourspw", "2nd": "2nd", " - ": "", "": "", "\xff": "",
	} {
		if got := resident.Key(name); got != want {
			t.Errorf("the key of %q is %q, want %q", name, got, want)
		}
	}
}

// TestKeyForgetsOnlyDress holds that spacing, capitals and accents make no
// difference and that a key is its own key.
func TestKeyForgetsOnlyDress(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringOf(rapid.RuneFrom(nil, unicode.Latin, unicode.Cyrillic, unicode.Arabic, unicode.Devanagari, unicode.Hangul, unicode.Pd, unicode.Zs)).Draw(t, "name")
		key := resident.Key(name)
		for _, other := range []string{key, " " + name + "-", norm.NFD.String(name), norm.NFC.String(name)} {
			if got := resident.Key(other); got != key {
				t.Fatalf("%q has the key %q, %q has %q", name, key, other, got)
			}
		}
		if strings.ContainsFunc(key, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.Nd) || unicode.IsUpper(r) }) {
			t.Fatalf("%q has the key %q: letters and figures only", name, key)
		}
	})
}

func TestSplitName(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]resident.FullName{
		"Mei Jones":                   {Given: "Mei", Family: "Jones"},
		"Jones, Mei":                  {Given: "Mei", Family: "Jones"},
		"van der Berg, Jean-Luc":      {Given: "Jean-Luc", Family: "van der Berg"},
		"Jean-Luc van der Berg":       {Given: "Jean-Luc", Family: "van der Berg"},
		"Maria de Souza":              {Given: "Maria", Family: "de Souza"},
		"Niamh Ní Dhomhnaill":         {Given: "Niamh", Family: "Ní Dhomhnaill"},
		"Kai St John":                 {Given: "Kai", Family: "St John"},
		"Mary Jane Smith":             {Given: "Mary Jane", Family: "Smith"},
		"Mei DE SOUZA":                {Given: "Mei", Family: "DE SOUZA"},
		"NGUYEN Van An":               {Given: "Van An", Family: "NGUYEN"},
		"MEI JONES":                   {Given: "MEI", Family: "JONES"},
		"SMITH Jo JONES":              {Given: "SMITH Jo", Family: "JONES"},
		"Mrs Mei Jones":               {Given: "Mei", Family: "Jones"},
		"Dr. Mei Jones":               {Given: "Mei", Family: "Jones"},
		"Jones, Mr Tom":               {Given: "Tom", Family: "Jones"},
		"Muhammad (Mo) Ali":           {Given: "Muhammad", Family: "Ali", Preferred: "Mo"},
		"Muhammad Ali “Mo”":           {Given: "Muhammad", Family: "Ali", Preferred: "Mo"},
		`Elizabeth "Liz" Smith`:       {Given: "Elizabeth", Family: "Smith", Preferred: "Liz"},
		"Van Nguyen":                  {Given: "Van", Family: "Nguyen"},
		"Le Thi Hoa":                  {Given: "Le Thi", Family: "Hoa"},
		"Leila ben Ali":               {Given: "Leila", Family: "ben Ali"},
		"Ben Smith":                   {Given: "Ben", Family: "Smith"},
		"王 小明":                        {Given: "王", Family: "小明"},
		"Prince":                      {Given: "Prince"},
		"Mr Smith":                    {Given: "Smith"},
		"Jones,":                      {Family: "Jones"},
		", Mei":                       {Given: "Mei"},
		"Jones, Mei, BA":              {Given: "Mei BA", Family: "Jones"},
		"Mei (Jones":                  {Given: "Mei", Family: "(Jones"},
		"":                            {},
		" ( ) ":                       {},
		"Abu Bakr Siddique al Rahman": {Given: "Abu Bakr Siddique", Family: "al Rahman"},
	} {
		if got := resident.SplitName(text); got != want {
			t.Errorf("%q is %+v, want %+v", text, got, want)
		}
	}
}

func TestNamesAlike(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"Hüseyin", "Huseyin"}, {"Jean", "Jean-Luc"}, {"M", "Mei"}, {"Mohammed", "Muhammad"}, {"Mohamed", "Muhammad"},
		{"Fatima", "Fatuma"}, {"Catherine", "Katherine"}, {"Siobhan", "Siobahn"}, {"Smith", "Smyth"}, {"Shevchenko", "Chevchenko"}, {"王小明", "王小明"},
	} {
		if !resident.NamesAlike(pair[0], pair[1]) || !resident.NamesAlike(pair[1], pair[0]) {
			t.Errorf("%s and %s are alike", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{
		{"", ""}, {"", "Mei"}, {"Mei", "Kai"}, {"Ali", "Ala"}, {"Amina", "Yusuf"}, {"Mo", "Moira"}, {"Maria", "Mario's"}, {"Smith", "Jones"}, {"王", "李"},
	} {
		if resident.NamesAlike(pair[0], pair[1]) || resident.NamesAlike(pair[1], pair[0]) {
			t.Errorf("%q and %q are not alike", pair[0], pair[1])
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, seed := range []string{"Mei Jones", "Jones, Mei", "(", "“”", "MEI (", ",,", "\xff", "van der"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		name := resident.SplitName(text)
		for _, part := range []string{name.Given, name.Family, name.Preferred} {
			if resident.CleanName(part) != part {
				t.Fatalf("%q splits into %+v, which is not clean", text, name)
			}
		}
		resident.NamesAlike(text, name.Family)
	})
}
