// CodeMirror as one script of the site: `npm run codemirror` writes it, codemirror.test.js compares it. What is
// in it says a list, vendor/codemirror.d.ts; the versions and hashes of its packages say package-lock.json.

import {build} from "esbuild";
import {readFileSync, writeFileSync} from "node:fs";
import {fileURLToPath} from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const VENDOR = `${ROOT}src/chronicles/live/browser/vendor/`;
export const BUNDLE = `${VENDOR}codemirror.js`;
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/** @returns {Promise<string>} the text of the bundle, as the lock's packages give it */
export async function bundled() {
  const contents = readFileSync(`${VENDOR}codemirror.d.ts`, "utf8");
  const made = await build({
    stdin: {contents, resolveDir: ROOT, loader: "ts"},
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none", // the licenses stand on a page of the site, and beside the list of all components
    metafile: true,
    write: false,
  });
  const [output] = Object.values(made.metafile.outputs);
  const used = Object.entries(output.inputs).filter(([, {bytesInOutput}]) => bytesInOutput);
  const names = new Set(used.flatMap(([path]) => PACKAGE.exec(path)?.[1] ?? []));
  return `${banner([...names].sort())}\n${made.outputFiles[0].text}`;
}

/** @param {string[]} names of the packages within */
function banner(names) {
  const lines = names.map((name) => ` * ${name} ${version(name)}`);
  return ["/*! Made by 'npm run codemirror' of these packages; MIT License:", ...lines, " */"].join("\n");
}

/** @param {string} name of a package */
const version = (name) => JSON.parse(readFileSync(`${ROOT}node_modules/${name}/package.json`, "utf8")).version;

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(BUNDLE, await bundled());
