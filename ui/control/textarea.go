package control

import "github.com/a-h/templ"

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

func (a Area) areaAttributes(described []string) templ.Attributes {
	all := a.attributes(described...)
	if a.Draft != "" {
		all["data-draft"] = a.Draft
	}
	if a.DraftKey != "" {
		all["data-draft-key"] = a.DraftKey
	}
	return all
}
