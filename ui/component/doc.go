// Package component is the pieces that pages are made of, one a file. A piece X
// takes an XView, or a list of its rows; the views hold words that are ready to
// be shown. See page/gallery for each of them in use.
package component
