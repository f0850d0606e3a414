// One Python with one Django project. It does one thing after the other, as it has one thread.

import {bootPython, laterPacks} from "./boot.js";
import * as storage from "./storage.js";

/** @type {{demo: object, bytes: Function, config: object}} what runs, once it does */
let running;
let saving = Promise.resolve();
const began = performance.now();
const laps = [];

const tell = (type, values = {}) => postMessage({type, ...values});
const log = (text) => tell("log", {text});
const lap = (name) => laps.push([name, Math.round(performance.now() - began)]);
const stage = (name) => {
  lap(name);
  tell("stage", {name});
};

async function boot(config) {
  const {manifest, base} = config;
  let loaded = 0;
  const arrived = (bytes) => tell("arrived", {bytes: (loaded += bytes)});
  const [python, saved] = await Promise.all([
    bootPython(manifest, base, {stage, arrived, log}),
    storage.load(config.key, manifest.build),
  ]);
  stage("django");
  const later = manifest.packs.filter((pack) => pack.when === "later");
  const options = {
    root: manifest.root,
    settings: manifest.settings,
    static: manifest.static?.url ?? null,
    later: Object.fromEntries(later.map((pack) => [pack.url, pack.modules ?? []])),
    script: config.script,
    origin: config.origin,
    inside: config.inside,
  };
  python.runPython(`import sys; sys.path.insert(0, "/live")`);
  const inflate = python.runPython(`import zlib; lambda data: zlib.decompress(data.to_bytes(), 31)`);
  const gunzip = (bytes) => inflate(bytes).toJs();
  const {Demo} = python.pyimport("bridge.running_project");
  const demo = Demo(JSON.stringify(options), laterPacks(python.FS, manifest, base, gunzip));
  if (saved) demo.restore(JSON.stringify(saved.jar), JSON.stringify(saved.gone), saved.files);
  demo.start();
  stage("addresses");
  demo.serve();
  lap("ready");
  running = {demo, config};
  tell("ready", {laps, restored: Boolean(saved)});
}

/** Answer a request of the service worker, or of the page, through `port`. */
function answer({asked, body}, port, whole = false) {
  const start = performance.now();
  const bytes = body ? new Uint8Array(body) : undefined; // which is None in Python; null is not
  let status = 500;
  const head = (json, beginning) => {
    const said = JSON.parse(json);
    status = said.status;
    const data = beginning.toJs().slice();
    tell("cookies", {cookies: said.cookies});
    port.postMessage({...said, body: data.buffer}, [data.buffer]);
  };
  const part = (data) => port.postMessage({part: data.toJs().slice()});
  try {
    running.demo.answer(JSON.stringify({...asked, whole}), bytes, head, part);
  } catch (error) {
    log(String(error));
    fail(error);
    const text = new TextEncoder().encode(`The demo itself failed, not the project.\n\n${error}`);
    port.postMessage({status: 500, headers: [["content-type", "text/plain"]], body: text.buffer, streams: false});
  }
  port.postMessage({end: true});
  const path = asked.path + (asked.query && `?${asked.query}`);
  tell("request", {method: asked.method, path, status, ms: performance.now() - start});
  if (!["GET", "HEAD", "OPTIONS"].includes(asked.method)) save();
}

/** A Python that is broken for good says so once; everything after would only repeat it. */
function fail(error) {
  const text = String(error);
  if (/fatal|out of memory|memory access|RangeError|unreachable/i.test(text)) tell("dead", {message: text});
}

/** Keep what the reader made. Writing goes on while the next request is answered. */
function save() {
  const {demo, config} = running;
  const files = [];
  const {gone, jar} = JSON.parse(demo.save((name, data) => files.push([name, data.toJs().slice()])));
  const saved = {files, gone, jar, build: config.manifest.build, at: Date.now()};
  saving = saving
    .then(() => storage.save(config.key, saved))
    .then(() => tell("saved"), (error) => tell("unsaved", {message: String(error)}));
}

/** What the page can ask for; the answer goes back through a port. */
const WORK = {
  run: ({source}) => ({...{steps: JSON.parse(running.demo.run(source))}, changed: true}),
  command: ({line}) => ({...JSON.parse(running.demo.command(line)), changed: true}),
  files: () => ({files: JSON.parse(running.demo.files())}),
  read: ({name}) => JSON.parse(running.demo.read(name)),
  edit: ({name, text}) => ({...JSON.parse(running.demo.edit(name, text)), changed: true}),
  saved: async () => ({done: await saving}),
};

async function doWork(message, port) {
  try {
    const value = await WORK[message.type](message);
    if (value.changed) save();
    port.postMessage({value});
  } catch (error) {
    fail(error);
    port.postMessage({error: String(error)});
  }
}

let queue = Promise.resolve();

/** Let `task` wait for its turn; the page hears what is being done, so that it can tell when it hangs. */
function enqueue(what, task) {
  queue = queue.then(async () => {
    tell("busy", {what});
    await task();
    tell("idle");
  });
}

onmessage = ({data, ports}) => {
  if (data.type === "boot")
    queue = boot(data.config).catch((error) =>
      tell("failed", {kind: error.kind ?? "python", message: error.message ?? String(error)}),
    );
  else if (data.type === "port")
    ports[0].onmessage = (event) =>
      enqueue(`${event.data.asked.method} ${event.data.asked.path}`, () => answer(event.data, event.ports[0]));
  else if (data.type === "request")
    enqueue(`${data.asked.method} ${data.asked.path}`, () => answer(data, ports[0], true));
  else enqueue(data.type, () => doWork(data, ports[0]));
};
