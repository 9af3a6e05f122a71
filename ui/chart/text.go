package chart

// textWidth is how many pixels a line of Arial takes, so that words are placed
// only where they fit and plates are as wide as their words. Letters beyond
// ASCII count as a middling one: a few pixels either way do not matter.
func textWidth(s string, size int, bold bool) int {
	widths := &regularWidths
	if bold {
		widths = &boldWidths
	}
	thousandths := 0
	for _, r := range s {
		if i := int(r) - ' '; i >= 0 && i < len(widths) {
			thousandths += widths[i]
		} else {
			thousandths += 556
		}
	}
	return (thousandths*size + 500) / 1000
}

// The chip and the plates have 8 at each side of their words.
func chipWidth(s string) string  { return itoa(textWidth(s, 16, true) + 16) }
func chipStart(s string) string  { return itoa(-textWidth(s, 16, true) - 14) }
func plateWidth(s string) string { return itoa(textWidth(s, 16, false) + 16) }
func plateStart(s string) string { return itoa(-(textWidth(s, 16, false) + 16) / 2) }

// Advance widths of Arial from space to tilde, in thousandths of the size.
var regularWidths = [95]int{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

var boldWidths = [95]int{
	278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
	975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
	333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
	611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
}
