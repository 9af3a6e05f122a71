package agreementpage_test

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// sent reads what the page's main form would send, as a browser does.
func sent(body string) url.Values {
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return nil
	}
	values := url.Values{}
	var walk func(n *html.Node, in bool)
	walk = func(n *html.Node, in bool) {
		in = in || n.Data == "form" && attr(n, "action") != "" && strings.HasPrefix(attr(n, "action"), "/agreements/")
		if in && n.Type == html.ElementNode {
			collect(values, n)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, in)
		}
	}
	walk(root, false)
	values.Del("_csrf")
	values.Del("_key")
	return values
}

func collect(values url.Values, n *html.Node) {
	name := attr(n, "name")
	switch {
	case name == "":
	case n.Data == "textarea":
		values.Set(name, text(n))
	case n.Data == "select":
		values.Set(name, "")
		for o := n.FirstChild; o != nil; o = o.NextSibling {
			if o.Data == "option" && has(o, "selected") {
				values.Set(name, attr(o, "value"))
			}
		}
	case n.Data == "input" && (attr(n, "type") == "checkbox" || attr(n, "type") == "radio"):
		if has(n, "checked") {
			values.Add(name, attr(n, "value"))
		}
	case n.Data == "input":
		values.Set(name, attr(n, "value"))
	}
}

func text(n *html.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return n.FirstChild.Data
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}
