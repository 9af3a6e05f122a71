// Builds dist/: one style sheet, one script with its lazily loaded parts, the
// icons. Every name carries a hash of its content, so that a browser may keep
// it for good; manifest.json maps plain names to hashed ones. Text files get
// gzip and brotli twins, made once here instead of at every request.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const placeholder = "placeholder.txt"; // committed, so that go:embed always finds a file
const manifest = {};

function hashed(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const ext = extname(name);
  return `${basename(name, ext)}.${hash}${ext}`;
}

function write(name, content) {
  manifest[name] = hashed(name, content);
  writeFileSync(join(dist, manifest[name]), content);
}

function clean() {
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(dist)) {
    if (name !== placeholder) rmSync(join(dist, name), { recursive: true });
  }
}

function styles() {
  const { css } = sass.compile(join(here, "asset/scss/app.scss"), {
    style: "compressed",
    loadPaths: [here, join(here, "node_modules")], // the Ministry's sheets name node_modules themselves
    quietDeps: true,
  });
  return css;
}

async function scripts() {
  const result = await esbuild.build({
    absWorkingDir: here, // names must not depend on where the build was started
    entryPoints: ["asset/js/app.js"],
    outdir: dist,
    entryNames: "[name].[hash]",
    chunkNames: "part.[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: ["es2020"],
    metafile: true,
    logLevel: "warning",
  });
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    if (output.entryPoint?.endsWith("asset/js/app.js")) manifest["app.js"] = basename(path);
  }
}

function icons() {
  for (const name of readdirSync(join(here, "asset/icon"))) {
    write(name, readFileSync(join(here, "asset/icon", name)));
  }
}

function compress() {
  for (const name of readdirSync(dist)) {
    if (![".css", ".js", ".svg"].includes(extname(name))) continue;
    const content = readFileSync(join(dist, name));
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    writeFileSync(join(dist, `${name}.br`), brotliCompressSync(content, brotli));
    writeFileSync(join(dist, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

const css = styles(); // an error in it leaves the old files in place
clean();
write("app.css", css);
await scripts();
icons();
compress();
writeFileSync(join(dist, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
