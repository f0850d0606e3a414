// One Python with one project. It does one thing after the other, as it has one thread.

import {DemoError} from "./demo-error.js";
import {loadProject, restore} from "./loaded-project.js";
import {decodeImage} from "./memory-image.js";
import {memoryName, readMemory, removeMemory} from "./memory-store.js";
import {isSafe} from "./safe-methods.js";
import {runSeparately} from "./separate-command.js";
import * as storage from "./storage.js";

/** @import {Answer, Answered, Asked, Changes, Config, Lap, More, News, Ran} from "../types/messages.js" */
/** @import {Sent, Task, ToWorker, Work} from "../types/messages.js" */
/** @import {Manifest} from "../types/manifest.js" */
/** @import {PyBytes, RunningProject} from "../types/pyodide.js" */
/** @import {Tell} from "./loaded-project.js" */
/** @import {Image} from "./memory-image.js" */
/** @import {Saved} from "./storage.js" */

// What the reader may have changed without another start giving another memory: nothing that is read at the start.
const DATABASE = /\.(sqlite3|db)$/;
/** @type {{demo: RunningProject, config: Config, isFromMemory: boolean}} what runs, once it does */
let running;
let saving = Promise.resolve();
const began = performance.now();
/** @type {Lap[]} */
const laps = [];

/**
 * Tell the page something.
 * @template {keyof News} Type
 * @param {Type} type
 * @param {News[Type]} values
 */
const tell = (type, values) => postMessage({type, ...values});
/** @param {string} text */
const log = (text) => tell("log", {text});
/** @param {string} name */
const lap = (name) => laps.push([name, Math.round(performance.now() - began)]);
/** @param {string} name */
const stage = (name) => {
  lap(name);
  tell("stage", {name});
};

/** @param {Config} config */
async function boot(config) {
  const saved = storage.load(config.key, config.manifest.build);
  const image = imageFor(config.manifest, saved).catch(() => null);
  const demo = await started(config, saved, image).catch(async (error) => {
    if (!(await image)) throw error;
    await forgetMemory(config.manifest);
    return started(config, saved);
  });
  lap("ready");
  running = {demo, config, isFromMemory: Boolean(await image)};
  tell("ready", {laps, restored: Boolean(await saved), edited: JSON.parse(demo.edited())});
}

/**
 * @param {Config} config
 * @param {Promise<Saved | null>} saved what the reader had made
 * @param {Promise<Image | null>} [image] of a memory with which to begin
 * @returns {Promise<RunningProject>} which can answer
 */
async function started(config, saved, image) {
  const demo = await loadProject(config, telling(), image);
  const made = await saved;
  if (made) restore(demo, made);
  if (!(await image)) demo.start();
  stage("addresses");
  demo.serve();
  return demo;
}

/** @returns {Tell} */
function telling() {
  let loaded = 0;
  /** @param {number} bytes */
  const arrived = (bytes) => tell("arrived", {bytes: (loaded += bytes)});
  return {stage, arrived, log, letter: (letter) => tell("letter", letter)};
}

/**
 * @param {Manifest} manifest
 * @param {Promise<Saved | null>} saved
 * @returns {Promise<Image | null>} the memory that was kept of the project, where it is one that the reader's files fit
 */
async function imageFor(manifest, saved) {
  if (!manifest.settings) return null;
  const bytes = await readMemory(await memoryName(manifest));
  const made = bytes && (await saved);
  if (!bytes || made?.gone.length || made?.files.some(([name]) => !DATABASE.test(name))) return null;
  const image = decodeImage(bytes);
  if (image) lap("memory");
  else await forgetMemory(manifest);
  return image;
}

/** @param {Manifest} manifest */
const forgetMemory = async (manifest) => removeMemory(await memoryName(manifest));

/**
 * Answer a request of the service worker through `port`.
 * @param {{asked: Asked, body: ArrayBuffer | null}} request
 * @param {MessagePort} port
 */
function answer({asked, body}, port) {
  const startedAt = performance.now();
  const bytes = body ? new Uint8Array(body) : undefined; // which is None in Python; null is not
  let status = 500;
  /** @param {Answer | More} said @param {Transferable[]} given */
  const send = (said, given = []) => port.postMessage(said, given);
  /** @param {string} json @param {PyBytes} beginning */
  const head = (json, beginning) => {
    const said = JSON.parse(json);
    status = said.status;
    const data = beginning.toJs().slice();
    tell("cookies", {cookies: said.cookies});
    send({...said, body: data.buffer}, [data.buffer]);
  };
  /** @param {PyBytes} data */
  const part = (data) => send({part: data.toJs().slice()});
  try {
    running.demo.answer(JSON.stringify(asked), bytes, head, part);
  } catch (error) {
    log(String(error));
    fail(error);
    const text = new TextEncoder().encode(`The demo itself failed, not the project.\n\n${error}`);
    send({status: 500, headers: [["content-type", "text/plain"]], body: text.buffer, streams: false});
  }
  send({end: true});
  const path = asked.path + (asked.query && `?${asked.query}`);
  answered({method: asked.method, path, status, isRaw: false}, startedAt);
}

/** @param {Omit<Answered, "ms">} request @param {number} startedAt */
function answered(request, startedAt) {
  tell("request", {...request, ms: performance.now() - startedAt});
  if (!isSafe(request.method)) save();
}

/** @param {string} text a raw request of the page @returns {Sent} */
function sendRaw(text) {
  const startedAt = performance.now();
  /** @type {Sent} */
  const sent = JSON.parse(running.demo.send(text));
  if (sent.refused !== undefined) return sent;
  tell("cookies", {cookies: sent.cookies});
  answered({method: sent.method, path: sent.path, status: sent.status, isRaw: true}, startedAt);
  return sent;
}

/** @param {string} line what follows `python` @returns {Ran | Promise<Ran>} */
function runCommand(line) {
  /** @type {Ran | {separate: true}} */
  const ran = JSON.parse(running.demo.command(line));
  return "separate" in ran ? runSeparately(line, running.config, changes(), log) : ran;
}

const RECURSION = /call stack/i;
const BROKEN = /fatal|out of memory|memory access|RangeError|unreachable/i;

/**
 * A Python that is broken for good says so once; everything after would only repeat it.
 * @param {unknown} error
 */
function fail(error) {
  const message = String(error);
  const isRecursion = RECURSION.test(message);
  if (!isRecursion && !BROKEN.test(message)) return;
  if (running.isFromMemory) forgetMemory(running.config.manifest).catch(() => {});
  tell("dead", {kind: isRecursion ? "recursion" : "memory", message});
}

/** @returns {Changes} what the reader made */
function changes() {
  /** @type {Changes["files"]} */
  const files = [];
  const {gone, jar} = JSON.parse(running.demo.save((name, data) => files.push([name, data.toJs().slice()])));
  return {files, gone, jar};
}

/** Keep what the reader made. Writing goes on while the next request is answered. */
function save() {
  const {key, manifest} = running.config;
  const saved = {...changes(), build: manifest.build, at: Date.now()};
  saving = saving
    .then(() => storage.save(key, saved))
    .then(
      () => tell("saved", {}),
      (error) => tell("unsaved", {message: String(error)}),
    );
}

/**
 * What the page can ask for; the answer goes back through a port.
 * @type {{[Type in keyof Work]: (given: Work[Type]["given"]) => Work[Type]["value"] | Promise<Work[Type]["value"]>}}
 */
const WORK = {
  run: ({source}) => ({steps: JSON.parse(running.demo.run(source))}),
  enter: ({statements}) => ({steps: JSON.parse(running.demo.enter(JSON.stringify(statements)))}),
  send: ({text}) => sendRaw(text),
  differing: ({kind, printed, answers}) => ({
    inputs: JSON.parse(running.demo.differing(kind, printed, JSON.stringify(answers))),
  }),
  command: ({line}) => runCommand(line),
  files: () => ({files: JSON.parse(running.demo.files())}),
  read: ({name}) => JSON.parse(running.demo.read(name)),
  edit: ({name, text}) => JSON.parse(running.demo.edit(name, text)),
  edited: () => ({names: JSON.parse(running.demo.edited())}),
  archive: () => ({data: running.demo.archive().toJs().slice()}),
  saved: async () => ({done: await saving}),
};
const CHANGES = new Set(["run", "enter", "command", "edit"]); // what may leave something to be kept

/** @param {Task} message @param {MessagePort} port */
async function doWork(message, port) {
  try {
    const value = await WORK[message.type](/** @type {never} */ (message));
    if (CHANGES.has(message.type)) save();
    port.postMessage({value});
  } catch (error) {
    fail(error);
    port.postMessage({error: String(error)});
  }
}

/**
 * What is being done, in words for the reader, where it may take long.
 * @type {{[Type in keyof Work]?: (given: Work[Type]["given"]) => string}}
 */
const DOING = {
  run: ({source}) => source.trim().split("\n")[0],
  enter: ({statements}) => statements[0].trim().split("\n")[0],
  send: ({text}) => text.split("\n")[0].replace(/ HTTP\/[\d.]+$/, ""),
  command: ({line}) => `python ${line}`,
  edit: ({name}) => `taking over ${name}`,
};

let queue = Promise.resolve();

/**
 * Let `task` wait for its turn; the page hears what is being done, so that it can tell when it hangs.
 * What the task before has changed is kept by then: who stops this one loses nothing of that.
 * @param {string} what
 * @param {() => void | Promise<void>} task
 */
function enqueue(what, task) {
  queue = queue.then(async () => {
    await saving;
    tell("busy", {what});
    await task();
    tell("idle", {});
  });
}

/** @param {Config} config */
async function start(config) {
  try {
    await boot(config);
  } catch (error) {
    const {kind, message} = DemoError.from(error);
    tell("failed", {kind, message});
  }
}

/** @param {{asked: Asked, body: ArrayBuffer | null}} request @param {MessagePort} port */
function enqueueRequest(request, port) {
  const {method, path} = request.asked;
  enqueue(`${method} ${path}`, () => answer(request, port));
}

onmessage = (/** @type {MessageEvent<ToWorker>} */ {data, ports}) => {
  const [port] = ports;
  if (data.type === "boot") queue = start(data.config);
  else if (data.type === "port") port.onmessage = (event) => enqueueRequest(event.data, event.ports[0]);
  else enqueue(DOING[data.type]?.(/** @type {never} */ (data)) ?? data.type, () => doWork(data, port));
};
