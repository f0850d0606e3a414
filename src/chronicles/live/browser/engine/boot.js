// From nothing to a Python that has the project's files: everything is fetched at once.

import {DemoError} from "./demo-error.js";
import {fetchPack, unpack} from "./packs.js";
import {limitRecursion} from "./recursion-limit.js";
import {timeZone} from "./time-zone.js";

/** @import {Manifest} from "../types/manifest.js" */
/** @import {Image} from "./memory-image.js" */
/** @import {Engine, FileSystem, Loader, Pyodide} from "../types/pyodide.js" */

// What Pyodide wants to know of its packages: there are none, ours come in packs.
const NO_PACKAGES = {
  info: {arch: "wasm32", platform: "emscripten", version: "0", python: "3.14", abi_version: "2026_0"},
  packages: {},
};
const LIBRARY = "/lib/python3.14"; // Pyodide looks only into its zip file by itself
const EMPTY_ZIP = Uint8Array.of(80, 75, 5, 6, ...new Array(18).fill(0));

/**
 * How a Python starts: with a memory that it had before, or such that its own can be kept.
 * @typedef {object} Memory
 * @property {Promise<Image | null>} image of the memory that it had; null for a start from nothing
 * @property {(packs: Uint8Array<ArrayBuffer>[]) => void} [keep] gets the packs, where the memory shall be kept
 * @property {(name: string) => unknown} find returns the function of ours that Python knew by a name
 */
/** @type {Promise<never>} */
const never = new Promise(() => {}); // Pyodide waits so, too, for what cannot be fetched; it does not say so
/** @type {Memory} */
const NO_MEMORY = {image: Promise.resolve(null), find: () => null};

/**
 * @param {Manifest} manifest of the state
 * @param {string} base the address that the manifest's own are relative to
 * @param {{stage: (name: string) => void, arrived: (bytes: number) => void, log: (text: string) => void}} tell
 * @param {Memory} [memory]
 * @returns {Promise<Pyodide>} a Python with the files of all packs that are there from the start
 */
export async function bootPython(manifest, base, tell, memory = NO_MEMORY) {
  const pyodide = new URL(manifest.pyodide, base).href;
  const wasm = compile(`${pyodide}pyodide.asm.wasm`);
  const scripts = loadScripts(pyodide);
  const wanted = manifest.packs.filter((pack) => pack.when === "boot");
  wanted.push({url: new URL("bridge.bin", import.meta.url).href, to: "/live"});
  const packs = memory.image.then(
    (found) =>
      found?.packs ?? Promise.all(wanted.map((pack) => fetchPack(pack, base, pack.bytes ? tell.arrived : () => {}))),
  );
  for (const promise of [wasm, scripts, packs]) promise.catch(() => {}); // told below, once
  packs.then(memory.keep, () => {});
  const image = await memory.image;
  const [loader, asm] = await scripts.catch(async (error) => {
    await packs; // whose names say more to whoever has to mend it
    await wasm;
    throw error;
  });
  const loading = withModule(wasm, pyodide, () =>
    loader.loadPyodide({
      indexURL: pyodide,
      packageBaseUrl: pyodide,
      lockFileContents: NO_PACKAGES,
      stdLibURL: `${pyodide}python_stdlib.zip`,
      createPyodideModule: image ? withRoom(asm, image) : asm.default,
      env: {HOME: "/home/pyodide", PYTHONPATH: LIBRARY, PYTHONDONTWRITEBYTECODE: "1"},
      stdin: () => null,
      stdout: tell.log,
      stderr: tell.log,
      fsInit: async (/** @type {FileSystem} */ FS) => {
        const unpacked = await packs.catch(() => never);
        tell.stage("python");
        unpacked.forEach((bytes, nth) => unpack(FS, bytes, wanted[nth].to));
      },
      ...(memory.keep && {_makeSnapshot: true}),
      ...(image && {_loadSnapshot: image.memory, _snapshotDeserializer: memory.find}),
    }),
  );
  const python = await Promise.race([loading, wasm.then(() => never), packs.then(() => never)]);
  timeZone.engine = python._module;
  if (image) timeZone.places = image.facts.zone;
  limitRecursion(python);
  return python;
}

/**
 * @param {string} pyodide the address of its folder
 * @returns {Promise<[Loader, Engine]>}
 */
function loadScripts(pyodide) {
  return Promise.all([import(`${pyodide}pyodide.mjs`), import(`${pyodide}pyodide.asm.mjs`)]).catch((error) => {
    throw new DemoError("missing", `Pyodide's scripts could not be fetched: ${error.message}`);
  });
}

/**
 * Pyodide puts a memory that it gets into what it has, however small that is (pyodide/pyodide#6254).
 * @param {Engine} asm
 * @param {Image} image
 * @returns {Engine["default"]}
 */
const withRoom =
  (asm, {size}) =>
  async (settings) => {
    const module = await asm.default(settings);
    module.growMemory(size);
    return module;
  };

/**
 * V8 keeps the machine code of a wasm file only when it streams from a real address.
 * @param {string} url
 */
async function compile(url) {
  let response;
  try {
    response = await fetch(url);
  } catch {
    throw new DemoError("network", `${url} could not be fetched`);
  }
  if (!response.ok) throw new DemoError("missing", `${url} was answered with ${response.status}`);
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Pyodide fetches its wasm file and its library by itself, one after the other. Ours are on their way
 * already, so both are answered here while it starts.
 * @template Started
 * @param {Promise<WebAssembly.Module>} wasm
 * @param {string} pyodide the address of its folder
 * @param {() => Promise<Started>} load starts Pyodide
 * @returns {Promise<Started>}
 */
async function withModule(wasm, pyodide, load) {
  const {fetch} = self;
  const {instantiateStreaming} = WebAssembly;
  self.fetch = async (address, options) => {
    if (String(address) === `${pyodide}pyodide.asm.wasm`) return new Response();
    if (String(address) === `${pyodide}python_stdlib.zip`) return new Response(EMPTY_ZIP);
    return fetch(address, options);
  };
  WebAssembly.instantiateStreaming = async (_, imports = {}) => {
    timeZone.patch(imports);
    const module = await wasm;
    return {module, instance: await WebAssembly.instantiate(module, imports)};
  };
  try {
    return await load();
  } finally {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/**
 * What Python calls for a pack that an import needs: it cannot wait for a promise, so it blocks.
 * @param {FileSystem} FS
 * @param {Manifest} manifest
 * @param {string} base the address that the manifest's own are relative to
 * @param {(bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>} gunzip
 * @returns {(url: string) => void} fetches and unpacks the pack with this address in the manifest
 */
export function laterPacks(FS, manifest, base, gunzip) {
  return (url) => {
    const pack = manifest.packs.find((each) => each.url === url);
    if (!pack) throw new DemoError("missing", `${url} is not in the manifest`);
    const request = new XMLHttpRequest();
    request.open("GET", new URL(url, base).href, false);
    request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw new DemoError("missing", `${url} was answered with ${request.status}`);
    unpack(FS, gunzip(new Uint8Array(request.response)), pack.to);
  };
}
