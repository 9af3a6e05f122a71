package ui

import (
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
	"testing/fstest"
)

func built() fstest.MapFS {
	return fstest.MapFS{
		"manifest.json":         {Data: []byte(`{"app.css": "app.0123456789.css"}`)},
		"app.0123456789.css":    {Data: []byte("plain")},
		"app.0123456789.css.br": {Data: []byte("brotli")},
		"app.0123456789.css.gz": {Data: []byte("gzip")},
		"icon.0123456789.svg":   {Data: []byte("<svg/>")},
		"placeholder.txt":       {Data: []byte("build first")},
	}
}

func get(t *testing.T, files fs.FS, url, accept string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, url, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	handler(files).ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAnAssetIsSentInTheBestEncodingThatTheBrowserTakes(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string][2]string{
		"gzip, deflate, br":       {"brotli", "br"},
		"gzip, deflate":           {"gzip", "gzip"},
		"br;q=0, gzip":            {"gzip", "gzip"},
		"br;q=0.5":                {"brotli", "br"},
		"gzip;q=wrong":            {"plain", ""},
		"identity":                {"plain", ""},
		"":                        {"plain", ""},
		"brotli-like, x-gzip-too": {"plain", ""},
	} {
		r := get(t, built(), "/assets/app.0123456789.css", accept)
		if got := body(t, r); got != want[0] || r.Header.Get("Content-Encoding") != want[1] {
			t.Errorf("Accept-Encoding %q: %q as %q, want %q as %q", accept, got, r.Header.Get("Content-Encoding"), want[0], want[1])
		}
		if kind := r.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/css") {
			t.Errorf("Accept-Encoding %q: Content-Type %q", accept, kind)
		}
	}
}

func TestAnAssetMayBeKeptForGoodByAnyCacheButPerEncoding(t *testing.T) {
	t.Parallel()
	r := get(t, built(), "/assets/app.0123456789.css", "br")
	for header, want := range map[string]string{
		"Cache-Control":          "public, max-age=31536000, immutable",
		"Vary":                   "Accept-Encoding",
		"X-Content-Type-Options": "nosniff",
		"Content-Length":         "6",
	} {
		if got := r.Header.Get(header); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
}

func TestAHeadRequestHasNoBody(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	handler(built()).ServeHTTP(w, httptest.NewRequest(http.MethodHead, "/assets/icon.0123456789.svg", nil))
	if w.Body.Len() != 0 || w.Header().Get("Content-Length") != "6" {
		t.Errorf("%d bytes, Content-Length %q", w.Body.Len(), w.Header().Get("Content-Length"))
	}
}

func TestNothingButAssetsIsServed(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"/assets/", "/assets/manifest.json", "/assets/placeholder.txt", "/assets/app.0123456789.css.br",
		"/assets/../embed.go", "/assets/a/b.css", "/assets/missing.css", "/assets/.css/",
	} {
		if r := get(t, built(), url, "br"); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", url, r.StatusCode)
		}
	}
}

func TestAProgramWithoutAssetsSaysHowToBuildThem(t *testing.T) {
	t.Parallel()
	r := get(t, fstest.MapFS{"placeholder.txt": {}}, "/assets/app.css", "")
	if got := body(t, r); r.StatusCode != http.StatusServiceUnavailable || !strings.Contains(got, "npm ci && npm run build") {
		t.Errorf("%d %q", r.StatusCode, got)
	}
}

func TestABrokenManifestIsNoManifest(t *testing.T) {
	t.Parallel()
	if got := readManifest(fstest.MapFS{"manifest.json": {Data: []byte("{")}}); got != nil {
		t.Errorf("%v", got)
	}
}

func TestAnUnknownAssetKeepsItsPlainName(t *testing.T) {
	t.Parallel()
	if got := Asset("missing.css"); got != "/assets/missing.css" {
		t.Errorf("%q", got)
	}
}

// The first page to a browser has 100 KB for everything; these files are all
// that it loads besides its own HTML, which has 15.
func TestTheFirstPageFitsItsBudget(t *testing.T) {
	t.Parallel()
	if !Built() {
		t.Fatal(NotBuilt)
	}
	total := 0
	for _, name := range []string{"app.css", "app.js", "icon.svg"} {
		content, err := fs.ReadFile(FS(), path.Base(Asset(name))+".br")
		if err != nil {
			t.Fatal(err)
		}
		total += len(content)
	}
	total += sharedScript(t)
	if limit := 85 * 1024; total > limit {
		t.Errorf("style sheet, scripts and icon are %d bytes compressed, more than %d", total, limit)
	}
}

// sharedScript adds the smallest part of the script, which esbuild splits off
// for what all parts need and which every page loads.
func sharedScript(t *testing.T) int {
	t.Helper()
	parts, err := fs.Glob(FS(), "part.*.js.br")
	if err != nil || len(parts) == 0 {
		t.Fatalf("no parts of the script: %v", err)
	}
	smallest := 1 << 30
	for _, part := range parts {
		info, err := fs.Stat(FS(), part)
		if err != nil {
			t.Fatal(err)
		}
		smallest = min(smallest, int(info.Size()))
	}
	return smallest
}
