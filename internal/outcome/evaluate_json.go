package outcome

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"

	"onward/internal/fault"
)

// object is a JSON object whose keys are told apart exactly. encoding/json into
// a struct would take the last of two equal keys and pass over their case.
type object map[string]any

// deepest is how far values may lie in one another; a case needs five.
const deepest = 16

var (
	errNotJSON   = fault.New(fault.Invalid, "Send one JSON object on each line")
	errRepeated  = fault.New(fault.Invalid, "Send each key once: one is there twice")
	errTooDeep   = fault.New(fault.Invalid, "Send one case on each line: values lie too deep in one another")
	errNotUTF8   = fault.New(fault.Invalid, "Send text as UTF-8")
	errNotObject = fault.New(fault.Invalid, "Send one JSON object on each line, not another value")
)

// parseObject reads a line that holds one JSON object and nothing else. With an
// error it gives what was read until then, so that the error can name the line.
func parseObject(line []byte) (object, error) {
	if !utf8.Valid(line) {
		return nil, errNotUTF8
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	value, err := parseValue(d, 0)
	top, isObject := value.(object)
	var known *fault.Error
	switch {
	case errors.As(err, &known):
		return top, known
	case err != nil:
		return top, errNotJSON
	case !isObject:
		return nil, errNotObject
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return top, errNotJSON
	}
	return top, nil
}

func parseValue(d *json.Decoder, depth int) (any, error) {
	if depth > deepest {
		return nil, errTooDeep
	}
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return parseMembers(d, depth)
	case json.Delim('['):
		return parseElements(d, depth)
	}
	return token, nil
}

func parseMembers(d *json.Decoder, depth int) (any, error) {
	members := object{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return members, err
		}
		key, _ := token.(string) // the decoder lets nothing else stand for a key
		if _, repeated := members[key]; repeated {
			return members, errRepeated
		}
		value, err := parseValue(d, depth+1)
		if err != nil {
			return members, err
		}
		members[key] = value
	}
	_, err := d.Token() // the closing brace
	return members, err
}

func parseElements(d *json.Decoder, depth int) (any, error) {
	elements := []any{}
	for d.More() {
		value, err := parseValue(d, depth+1)
		if err != nil {
			return elements, err
		}
		elements = append(elements, value)
	}
	_, err := d.Token() // the closing bracket
	return elements, err
}
