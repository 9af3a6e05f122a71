package caseload

import (
	"errors"
	"math/big"
	"regexp"
	"strings"
)

const msgHours = "Enter the hours worked each week, like 37.5"

var errHours = errors.New(msgHours)

const hourWord = `\s*(?:h|hrs?|hours?)?`

var (
	perWeek     = regexp.MustCompile(`\s*(?:(?:/|p/?|per|a|each)\s*(?:w|wk|week)|weekly|contracted)\.?$`)
	plainHours  = regexp.MustCompile(`^(\d{1,3})(?:[.,:](\d{1,4}))?` + hourWord + `$`)
	clockHours  = regexp.MustCompile(`^(\d{1,3})\s*(?:h|hrs?|hours?|:)\s*(?:and\s*)?(\d{1,2})\s*(?:m|mins?|minutes?)?$`)
	halfSigns   = strings.NewReplacer(" ½", ".5", "½", ".5", " ¼", ".25", "¼", ".25", " ¾", ".75", "¾", ".75", " 1/2", ".5", "\u00a0", " ")
	hoursInWeek = big.NewRat(168, 1)
)

// parseHours reads hours a week as a plain decimal without noughts at its end:
// 37.5, 37,5, 37h 30, 37:30, 37½ hours. It refuses words like "full time", for
// which every employer has another number, and what no week has room for.
func parseHours(text string) (string, error) {
	text = halfSigns.Replace(strings.ToLower(strings.TrimSpace(text)))
	text = perWeek.ReplaceAllString(text, "")
	hours := new(big.Rat)
	if m := clockHours.FindStringSubmatch(text); m != nil {
		minutes, _ := new(big.Rat).SetString(m[2] + "/60")
		hours.SetString(m[1])
		if minutes.Cmp(big.NewRat(1, 1)) >= 0 {
			return "", errHours
		}
		hours.Add(hours, minutes)
	} else if m := plainHours.FindStringSubmatch(text); m != nil {
		hours.SetString(m[1] + "." + m[2] + "0")
	} else {
		return "", errHours
	}
	if hours.Sign() <= 0 || hours.Cmp(hoursInWeek) > 0 {
		return "", errHours
	}
	return decimal(hours), nil
}

// decimal writes a fraction with at most two places, which is what a contract has.
func decimal(n *big.Rat) string {
	return strings.TrimSuffix(strings.TrimRight(n.FloatString(2), "0"), ".")
}
