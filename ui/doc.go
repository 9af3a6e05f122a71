// Package ui holds what Onward looks like: built style sheets and scripts
// (embedded from dist), and beneath it the templates.
//
//	layout/     the frame of every page, signed in or out, and of what is printed
//	component/  the pieces that pages are made of, one a file
//	control/    form controls and the error summary
//	chart/      pictures drawn as SVG on the server
//	page/       whole pages, one package a domain; page/gallery shows every piece
//	asset/      scss and JavaScript sources; `npm ci && npm run build` makes dist
//
// Templates take typed view structs, hold no logic beyond showing them, and
// escape everything. The Content-Security-Policy is 'self' alone, so there is no
// inline script, style or handler anywhere: looks are classes, lengths in
// pictures are SVG attributes, behaviour hangs on data- attributes.
package ui
