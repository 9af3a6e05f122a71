package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode gives text as UTF-8 without its mark. What is neither marked nor valid
// UTF-8 is Windows-1252, which is what Excel saves plain CSV in.
func decode(content []byte) (string, error) {
	text := string(content)
	if e := encodingOf(content); e != nil {
		decoded, err := e.NewDecoder().Bytes(content)
		if err != nil {
			return "", invalid(msgNoSheet)
		}
		text = string(decoded)
	}
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.TrimRight(text, "\x1a") // the end-of-file sign of old systems
	if rubbish(text) {
		return "", invalid(msgNoSheet)
	}
	return text, nil
}

// encodingOf is the encoding of a text, nil for UTF-8.
func encodingOf(content []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(content, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(content, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case zeroes(content, 1):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeroes(content, 0):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case utf8.Valid(content):
		return nil
	}
	return charmap.Windows1252
}

// zeroes says whether every other byte is mostly 0, as in UTF-16 that lost its mark.
func zeroes(content []byte, from int) bool {
	head := content[:min(len(content), 4096)]
	zero, other := 0, 0
	for i, b := range head {
		switch {
		case b == 0 && i%2 == from:
			zero++
		case b == 0:
			other++
		}
	}
	return len(head) >= 4 && zero*5 >= len(head)*2 && other*20 < len(head)
}

// rubbish is true of what is no text: it holds signs that no keyboard makes.
func rubbish(text string) bool {
	strange := 0
	for _, r := range text {
		switch {
		case r == 0:
			return true
		case r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\v' && r != '\f', r >= 0x7f && r < 0xa0, r == utf8.RuneError:
			strange++
		}
	}
	return strange*100 > len(text)
}
