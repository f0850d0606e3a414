// A demo of a built site, in Node.js and without a browser:  node node_demo.mjs SITE/assets/live MANIFEST
// Calls come in as JSON, one a line, `[method, …arguments]`, and their answers go out so. With `unstarted` at the
// end the project has its files and no more, as where a command has an interpreter of its own.
import {readFileSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {createInterface} from "node:readline";
import {pathToFileURL} from "node:url";
import {gunzipSync} from "node:zlib";

/** @import {Manifest} from "../../src/chronicles/live/browser/types/manifest.js" */
/** @import {Asked} from "../../src/chronicles/live/browser/types/messages.js" */
/** @import {FileSystem, PyBytes} from "../../src/chronicles/live/browser/types/pyodide.js" */

const [folder, name, engine, start] = process.argv.slice(2);
/** @type {Manifest} */
const manifest = JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
const {unpack} = await import(pathToFileURL(`${engine}/packs.js`).href);
const {timeZone} = await import(pathToFileURL(`${engine}/time-zone.js`).href);
const {instantiate} = WebAssembly;
WebAssembly.instantiate = /** @type {any} */ (
  async (/** @type {any} */ source, /** @type {any} */ imports) => {
    if (imports?.env?._tzset_js) timeZone.patch(imports); // Pyodide itself, and none of its libraries
    return instantiate(source, imports);
  }
);
const {limitRecursion} = await import(pathToFileURL(`${engine}/recursion-limit.js`).href);
/** @param {string} url */
const read = (url) => new Uint8Array(gunzipSync(readFileSync(url)));
const pyodide = `${folder}/${manifest.pyodide}`;
const {loadPyodide} = await import(pathToFileURL(`${pyodide}pyodide.mjs`).href);
const zip = `${tmpdir()}/empty-${process.pid}.zip`;
writeFileSync(zip, Uint8Array.of(80, 75, 5, 6, ...new Array(18).fill(0)));
const python = await loadPyodide({
  indexURL: pyodide,
  lockFileContents: {
    info: {arch: "wasm32", platform: "emscripten", version: "0", python: "3.14", abi_version: "2026_0"},
    packages: {},
  },
  stdLibURL: zip,
  env: {HOME: "/home/pyodide", PYTHONPATH: "/lib/python3.14", PYTHONDONTWRITEBYTECODE: "1"},
  stdin: () => null,
  stdout: console.error,
  stderr: console.error,
  fsInit: async (/** @type {FileSystem} */ FS) => {
    for (const pack of manifest.packs.filter(({when}) => when === "boot"))
      unpack(FS, read(`${folder}/${pack.url}`), pack.to);
    unpack(FS, read(`${engine}/bridge.bin`), "/live");
  },
});
timeZone.engine = python._module;
limitRecursion(python);
python.runPython(`import sys; sys.path.insert(0, "/live")`);
/** @param {string} url */
const later = (url) => {
  const pack = manifest.packs.find((each) => each.url === url);
  unpack(python.FS, read(`${folder}/${url}`), pack?.to);
};
const options = {
  root: manifest.root,
  settings: manifest.settings,
  application: manifest.application,
  static: manifest.static?.url ?? null,
  leftOut: manifest.leftOut ?? {},
  later: Object.fromEntries(manifest.packs.flatMap(({url, modules}) => (modules ? [[url, modules]] : []))),
  script: "/live/shop-01/s1",
  origin: "https://example.org",
  inside: "/frame-shim.js",
};
/** @type {object[]} what was sent by e-mail since it was asked for */
const letters = [];
const {RunningProject} = python.pyimport("bridge.running_project");
const demo = RunningProject(
  JSON.stringify(options),
  later,
  (/** @type {string} */ zone, /** @type {string[]} */ ...names) => timeZone.set(zone, names),
  (/** @type {string} */ letter) => letters.push(JSON.parse(letter)),
);
if (start !== "unstarted") {
  demo.start();
  demo.serve();
}

/** @param {Asked} request @param {string | null} body */
function answer(request, body) {
  /** @type {object | undefined} */
  let said;
  const bytes = body === null ? undefined : new TextEncoder().encode(body);
  /** @param {string} json @param {PyBytes} first */
  const head = (json, first) => (said = {...JSON.parse(json), body: new TextDecoder().decode(first.toJs())});
  demo.answer(JSON.stringify(request), bytes, head, () => {});
  return said;
}

for await (const line of createInterface({input: process.stdin})) {
  const [method, ...given] = JSON.parse(line);
  try {
    const said =
      method === "answer"
        ? answer(given[0], given[1])
        : method === "letters"
          ? letters.splice(0)
          : JSON.parse(demo[method](...given));
    console.log(JSON.stringify(said));
  } catch (error) {
    console.log(JSON.stringify({error: String(error)}));
  }
}
