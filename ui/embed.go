package ui

import (
	"embed"
	"encoding/json"
	"io/fs"
)

// Prefix is the path under which Handler serves what Asset names.
const Prefix = "/assets/"

// The placeholder in dist is committed, so that the program compiles before
// the assets have been built; Built tells the two apart.
//
//go:embed all:dist
var embedded embed.FS

var (
	dist  = mustSub(embedded, "dist")
	names = readManifest(dist)
)

// FS holds the built files by their hashed names, and manifest.json.
func FS() fs.FS { return dist }

// Built says whether `npm run build` had run when this program was compiled.
// Where it had not, pages have no style: the server should say so at its start.
func Built() bool { return len(names) > 0 }

// Asset is the path of a built file by its plain name: Asset("app.css") is
// like "/assets/app.3f9a1c2b04.css". The name carries the content's hash, so
// the answer may be cached for good. An unknown name, which also means assets
// that were never built, keeps its plain name and is answered with NotBuilt.
func Asset(name string) string {
	if hashed, ok := names[name]; ok {
		return Prefix + hashed
	}
	return Prefix + name
}

func readManifest(files fs.FS) map[string]string {
	content, err := fs.ReadFile(files, "manifest.json")
	if err != nil {
		return nil
	}
	var found map[string]string
	if json.Unmarshal(content, &found) != nil {
		return nil
	}
	return found
}

func mustSub(files fs.FS, dir string) fs.FS {
	sub, err := fs.Sub(files, dir)
	if err != nil {
		panic(err) // the directory is named by the go:embed line above
	}
	return sub
}
