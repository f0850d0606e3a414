// A Python with the files of a project in it: in which nothing has been started yet, or one whose memory was kept
// when the project had been set up.

import {bootPython, laterPacks} from "./boot.js";
import {timeZone} from "./time-zone.js";

/** @import {Image} from "./memory-image.js" */
/** @import {Changes, Config, Letter} from "../types/messages.js" */
/** @import {Keepable, PyBytes, Pyodide, RunningProject} from "../types/pyodide.js" */
/** @typedef {(bytes: Uint8Array<ArrayBuffer>) => PyBytes} Inflate */
/** @typedef {{stage: (name: string) => void, arrived: (bytes: number) => void, log: (text: string) => void, letter: (letter: Letter) => void}} Tell */

const NOTHING = Promise.resolve(null);

/**
 * @param {Config} config
 * @param {Tell} tell
 * @param {Promise<Image | null>} image of a memory that was kept, null for a start from nothing
 * @returns {Promise<RunningProject>} where there is an image, one that has been set up
 */
export async function loadProject(config, tell, image = NOTHING) {
  const functions = new Functions(config, tell);
  const {manifest, base} = config;
  const python = await bootPython(manifest, base, tell, {image, find: (name) => functions.all[name]});
  functions.python = python;
  tell.stage("project");
  const {facts} = (await image) ?? {};
  if (!facts) return create(python, config, functions);
  for (const line of facts.lines) tell.log(line);
  return python.pyimport("bridge.kept_memory").resume(options(config));
}

/**
 * @param {Config} config
 * @returns {Promise<Omit<Image, "size">>} of a Python in which the project has been set up, with its whole memory;
 *   rejects where it could not be used again
 */
export async function prepareMemory(config) {
  /** @type {string[]} */
  const lines = [];
  /** @type {Image["packs"]} */
  const packs = [];
  const letter = () => {
    throw new Error("the project sends e-mail when it starts");
  };
  const tell = {stage: () => {}, arrived: () => {}, letter, log: (/** @type {string} */ line) => lines.push(line)};
  const functions = new Functions(config, tell);
  const keep = (/** @type {Image["packs"]} */ found) => packs.push(...found.map((pack) => pack.slice()));
  const python = await bootPython(config.manifest, config.base, tell, {image: NOTHING, keep, find: () => null});
  functions.python = python;
  findBridge(python);
  const keeping = python.pyimport("bridge.kept_memory");
  const project = keeping.create(options(config), functions);
  project.start();
  keeping.prepare(project);
  const memory = memoryOf(/** @type {Keepable} */ (python), functions);
  return {memory, packs, facts: {lines, zone: timeZone.places}};
}

/** @param {Keepable} python @param {Functions} functions */
function memoryOf(python, functions) {
  // Pyodide has noted the packages that it found in our packs, and refuses when it knows of any.
  for (const name of Object.keys(python.loadedPackages)) delete python.loadedPackages[name];
  return python.makeMemorySnapshot({serializer: (held) => functions.nameOf(held)});
}

/**
 * What Python calls, each with the name by which a kept memory finds it again. They return null: Pyodide keeps no
 * memory in which the place of a value that is gone has had another one that is no object.
 */
class Functions {
  /** @type {Pyodide | null} */
  python = null;

  /** @param {Config} config @param {Tell} tell */
  constructor({manifest, base}, {letter}) {
    /** @param {string} url */
    const fetchLater = (url) => {
      if (this.python) laterPacks(this.python.FS, manifest, base, gunzipOf(this.python))(url);
      return null;
    };
    /** @param {string} zone @param {string[]} names */
    const setZone = (zone, ...names) => {
      timeZone.set(zone, names);
      return null;
    };
    /** @param {string} json */
    const showLetter = (json) => {
      letter(JSON.parse(json));
      return null;
    };
    this.fetchLater = fetchLater;
    this.setZone = setZone;
    this.showLetter = showLetter;
    /** @type {Record<string, unknown>} */
    this.all = {page: this, fetchLater, setZone, showLetter};
  }

  /** @param {unknown} held by Python @returns {string} */
  nameOf(held) {
    const name = Object.keys(this.all).find((each) => this.all[each] === held);
    if (!name) throw new Error(`Python holds what cannot be kept: ${held}`);
    return name;
  }
}

/** @param {Pyodide} python @returns {(bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>} */
function gunzipOf(python) {
  const inflate = /** @type {Inflate} */ (
    python.runPython(`import zlib; lambda data: zlib.decompress(data.to_bytes(), 31)`)
  );
  return (bytes) => inflate(bytes).toJs();
}

/** @param {Pyodide} python @param {Config} config @param {Functions} functions */
function create(python, config, {fetchLater, setZone, showLetter}) {
  findBridge(python);
  const {RunningProject} = python.pyimport("bridge.running_project");
  return RunningProject(options(config), fetchLater, setZone, showLetter);
}

/** @param {Pyodide} python */
const findBridge = (python) => python.runPython(`import sys; sys.path.insert(0, "/live")`);

/** @param {Config} config @returns {string} what the bridge has to know, as JSON */
function options({manifest, script, origin, inside}) {
  const later = manifest.packs.filter((pack) => pack.when === "later");
  return JSON.stringify({
    root: manifest.root,
    settings: manifest.settings,
    application: manifest.application,
    static: manifest.static?.url ?? null,
    leftOut: manifest.leftOut ?? {},
    later: Object.fromEntries(later.map((pack) => [pack.url, pack.modules ?? []])),
    script,
    origin,
    inside,
  });
}

/**
 * Put in place what the reader had made before.
 * @param {RunningProject} project
 * @param {Changes} saved
 */
export function restore(project, {jar, gone, files}) {
  project.restore(JSON.stringify(jar), JSON.stringify(gone), files);
}
