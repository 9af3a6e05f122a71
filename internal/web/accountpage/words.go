package accountpage

import (
	"onward/internal/access"
	"onward/internal/organisation"
	"onward/internal/web"
	page "onward/ui/page/account"
)

func words(title string, sections []page.Section) web.Handler {
	return func(r *web.Request) error { return r.Show(page.Words(r.View(title, ""), sections)) }
}

// about says who is signed in and what the post is for, to those with one post.
func about(r *web.Request, me organisation.Colleague) []page.Section {
	sections := []page.Section{{ID: "post", Heading: web.RoleLabel(me.Role) + ", " + me.Org.Name, Paragraphs: []string{
		me.Name + ", " + me.Email,
		"Your organisation’s administrator changes your name, your email address and your posts."}}}
	if !r.May(access.DoFind) {
		sections = append(sections, page.Section{ID: "records", Heading: "Residents’ records", Paragraphs: []string{
			"Your post opens no resident’s record. Who works with residents finds them under Caseload and Find a resident."}})
	}
	return sections
}

var help = []page.Section{
	{ID: "sign-in", Heading: "If you cannot sign in", Paragraphs: []string{
		"Check the email address first: it is your work address. After ten wrong tries, wait 15 minutes.",
		"Your organisation’s administrator can give you a new password or a post. Nobody at Onward can."}},
	{ID: "find", Heading: "Finding somebody", Paragraphs: []string{
		"Type a name, a reference like 7K42 9M, a telephone number or a National Insurance number. A slip in a name does not matter.",
		"You find the residents whom your post lets you see. If somebody should be there and is not, ask your manager."}},
	{ID: "lost", Heading: "If something went wrong", Paragraphs: []string{
		"What you type into a form is kept as a draft while you type. Open the same form again and it is filled in.",
		"When two people change one record, the second sees both versions and chooses."}},
}

var accessibility = []page.Section{
	{ID: "standard", Heading: "What we hold ourselves to", Paragraphs: []string{
		"Onward is built to meet the Web Content Accessibility Guidelines 2.2, level AA. Every page is tested for it whenever Onward changes.",
		"All of it works with a keyboard alone, at 400% zoom, on a telephone, and without scripts."}},
	{ID: "tell", Heading: "Tell us what does not work", Paragraphs: []string{
		"Tell your organisation’s administrator which page and what you were doing. They pass it on."}},
}

var privacy = []page.Section{
	{ID: "who", Heading: "Whose data this is", Paragraphs: []string{
		"Residents’ records belong to the organisation that leads their journey. It decides with its partners, under agreements, who else sees what.",
		"Every look at a record is written down: who, when, which parts, and why they may."}},
	{ID: "you", Heading: "About you as a member of staff", Paragraphs: []string{
		"Onward keeps your name, work email, work telephone and posts, and one cookie that says you have signed in."}},
}
