package gallery_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/a-h/templ"

	"onward/internal/testbrowser"
	"onward/ui"
	"onward/ui/component"
	"onward/ui/layout"
)

// patience is how long a test waits for a request that a script should make.
const patience = time.Minute

// desk is a server for one page under test, which keeps what is posted to it.
type desk struct {
	t      *testing.T
	url    string
	posted chan post
	mux    *http.ServeMux
}

type post struct {
	path   string
	fields url.Values
	header http.Header
}

// at puts a component on a page by itself, at /page of a server of its own.
func at(t *testing.T, v layout.View, content templ.Component) *desk {
	t.Helper()
	d := &desk{t: t, posted: make(chan post, 16), mux: http.NewServeMux()}
	d.mux.Handle("GET "+ui.Prefix, ui.Handler())
	v.CSRF = "page-token"
	d.mux.Handle("GET /page", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := component.PageHead(component.HeadView{Title: v.Title})
		ctx := templ.WithChildren(r.Context(), templ.Join(head, content))
		if err := layout.Page(v).Render(ctx, w); err != nil {
			t.Error(err)
		}
	}))
	d.mux.HandleFunc("POST /", d.keep)
	server := httptest.NewServer(strict(d.mux))
	t.Cleanup(server.Close)
	d.url = server.URL
	return d
}

func (d *desk) keep(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		d.t.Error(err)
	}
	d.posted <- post{r.URL.Path, r.PostForm, r.Header}
	w.WriteHeader(http.StatusNoContent)
}

// open shows the page in a browser of its own.
func (d *desk) open(options ...testbrowser.Option) *testbrowser.Browser {
	d.t.Helper()
	b := testbrowser.Open(d.t, options...)
	b.Go(d.url + "/page")
	return b
}

// next is the next thing that the page posts.
func (d *desk) next() post {
	d.t.Helper()
	select {
	case p := <-d.posted:
		return p
	case <-time.After(patience):
		d.t.Fatal("the page posted nothing")
		return post{}
	}
}

// nothing says that the page has posted no more than what was taken.
func (d *desk) nothing() {
	d.t.Helper()
	select {
	case p := <-d.posted:
		d.t.Fatalf("the page posted %+v", p)
	default:
	}
}
