// Package ui holds what Onward looks like: built style sheets and scripts,
// embedded from dist, and beneath it the templates.
//
//	layout/     the frame of every page, signed in or out, and of what is printed
//	component/  the pieces that pages are made of, one a file
//	control/    form controls and the error summary
//	chart/      pictures drawn as SVG on the server
//	page/       whole pages, one package a domain; page/gallery shows every piece
//	asset/      scss, JavaScript and icons; `npm ci && npm run build` makes dist
//
// Templates take typed view structs, hold no logic beyond showing them, and
// escape everything. The Content-Security-Policy is 'self' alone, so there is no
// inline script, style or handler anywhere: looks are classes, lengths in
// pictures are SVG attributes, behaviour hangs on data- attributes. Everything
// works without scripts; each module in asset/js says what it makes quicker.
//
// Sizes and colours are the GOV.UK Design System's, set to 16/20 throughout in
// asset/scss/_base.scss; a layout.View that is Narrow has 19/25 for pages that
// ask one thing. Bare p, h2 and h3 are styled; links need the class govuk-link.
// Columns are laid out with a few classes:
//
//	onward-grid, onward-span-1 … -12   twelve columns, one on a phone
//	onward-split                       5/12 and 7/12; its third child stands under the first, last on a phone
//	onward-stack                       children 30 apart
//	onward-actions                     buttons in a row
//	onward-second, onward-muted        a second line, grey text
//	onward-number                      figures to the right, tabular
//
// Scripts ask the server for three things, all optional: a textarea's Draft is
// posted with the fields key and text; a session's Extend answers
// {"ends": RFC 3339}; a ProgressView's Poll answers the same fragment anew. They
// send the page's token as _csrf and as X-CSRF-Token.
package ui
