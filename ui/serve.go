package ui

import (
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// NotBuilt is what a request for an asset gets when none were built into the
// program; it says how to build them.
const NotBuilt = "The style sheets and scripts were not built into this program. " +
	"Run `npm ci && npm run build` in ui/, then build the program again.\n"

// A browser keeps a file for a year: a changed file has another name.
const forGood = "public, max-age=31536000, immutable"

// Handler serves the built files under Prefix: already compressed, cached for
// good, and nothing but what the manifest or a script's parts name.
func Handler() http.Handler { return handler(dist) }

func handler(files fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, Prefix)
		kind := mime.TypeByExtension(path.Ext(name))
		if !servable(name) || kind == "" {
			http.NotFound(w, r)
			return
		}
		if readManifest(files) == nil {
			http.Error(w, NotBuilt, http.StatusServiceUnavailable)
			return
		}
		content, encoding, err := negotiated(files, name, r.Header.Get("Accept-Encoding"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		answer(w, r, content, kind, encoding)
	})
}

// servable keeps folders, the manifest, the placeholder and the compressed
// twins out of reach by their own names.
func servable(name string) bool {
	switch path.Ext(name) {
	case ".css", ".js", ".svg", ".png", ".ico":
		return fs.ValidPath(name) && !strings.Contains(name, "/")
	}
	return false
}

func answer(w http.ResponseWriter, r *http.Request, content []byte, kind, encoding string) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", forGood)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Add("Vary", "Accept-Encoding")
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	h.Set("Content-Length", strconv.Itoa(len(content)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(content) // the browser went away; nobody is left to tell
	}
}

// negotiated prefers brotli, then gzip, then the plain file. Quality values
// are read only as far as "q=0" refuses an encoding.
func negotiated(files fs.FS, name, accept string) (content []byte, encoding string, err error) {
	for _, twin := range []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !accepts(accept, twin.encoding) {
			continue
		}
		if content, err = fs.ReadFile(files, name+twin.suffix); err == nil {
			return content, twin.encoding, nil
		}
	}
	content, err = fs.ReadFile(files, name)
	return content, "", err
}

func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) != encoding {
			continue
		}
		q := strings.TrimPrefix(strings.TrimSpace(quality), "q=")
		weight, err := strconv.ParseFloat(q, 64)
		return q == "" || (err == nil && weight > 0)
	}
	return false
}
