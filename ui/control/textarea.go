package control

func (a Area) areaClass() string {
	class := "govuk-textarea"
	if a.Limit > 0 {
		class += " govuk-js-character-count"
	}
	if a.Error != "" {
		class += " govuk-textarea--error"
	}
	return class
}
