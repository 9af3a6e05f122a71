package sheet

import (
	"bytes"
	"io"

	"onward/internal/fault"
)

// Read reads a file into a table: separated text, or the first sheet of a
// workbook that can be seen and holds anything. What it is shows from its first
// bytes; the name is only remembered. Every fault of the file is an Invalid one.
func Read(name string, r io.Reader, limits Limits) (*Table, error) {
	return ReadSheet(name, "", r, limits)
}

// ReadSheet is Read for a named sheet of a workbook; for text the name says nothing.
func ReadSheet(name, sheet string, r io.Reader, limits Limits) (*Table, error) {
	limits = limits.orDefault()
	content, err := io.ReadAll(io.LimitReader(r, int64(limits.Bytes)+1))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The file did not arrive whole. Try again.")
	}
	if len(content) > limits.Bytes {
		return nil, invalid(msgBigFile, megabytes(limits.Bytes))
	}
	g := &gather{limits: limits, table: &Table{Name: name}}
	if err := sniff(content); err != nil {
		return nil, err
	}
	if bytes.HasPrefix(content, []byte(magicZip)) {
		err = readWorkbook(g, content, sheet)
	} else {
		err = readText(g, content)
	}
	if err != nil {
		return nil, err
	}
	return g.done()
}

const (
	magicZip = "PK\x03\x04"
	magicOLE = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
)

// encrypted is the name of the part that a locked workbook hides in, in UTF-16.
var encrypted = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// sniff refuses by their first bytes the kinds of file that people mistake for a
// spreadsheet, each with the way out.
func sniff(content []byte) error {
	head := bytes.ToLower(bytes.TrimSpace(content[:min(len(content), 512)]))
	switch {
	case len(bytes.TrimSpace(content)) == 0:
		return invalid(msgEmpty)
	case bytes.HasPrefix(content, []byte(magicOLE)) && bytes.Contains(content, encrypted):
		return invalid(msgLocked)
	case bytes.HasPrefix(content, []byte(magicOLE)):
		return invalid(msgOldXLS)
	}
	for _, web := range []string{"<html", "<!doctype", "<table", "<?xml", "<head"} {
		if bytes.HasPrefix(head, []byte(web)) {
			return invalid(msgWebPage)
		}
	}
	for _, other := range []string{"%pdf-", "\x89png", "\xff\xd8\xff", "gif8", "\x1f\x8b", `{\rtf`, "pk\x05\x06", "rar!", "7z\xbc\xaf"} {
		if bytes.HasPrefix(head, []byte(other)) {
			return invalid(msgNoSheet)
		}
	}
	return nil
}
