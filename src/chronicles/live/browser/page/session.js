// A running project: its worker, its place in the site, and what is kept of it. Everything on a page
// that speaks of the same state shares one.

import {DemoError} from "../engine/demo-error.js";
import {isSafe} from "../engine/safe-methods.js";
import {remove, removeExpired} from "../engine/storage.js";
import {deferred} from "./deferred.js";
import {claim} from "./identity.js";
import {fetchManifest, statics} from "./manifests.js";
import {RanBlocks} from "./ran-blocks.js";
import {missingRequirement} from "./requirements.js";
import {serviceWorkerClient} from "./service-worker-client.js";

/** @import {Busy, Emitter, SessionEvents} from "../types/events.js" */
/** @import {Manifest, Statics} from "../types/manifest.js" */
/** @import {Answered, Config, Cookie, Edited, Lap, Letter, Link} from "../types/messages.js" */
/** @import {FromMemoryWorker, FromWorker, News, Result, ToWorker, Work} from "../types/messages.js" */
/** @import {Deferred} from "./deferred.js" */
/** @typedef {"idle" | "starting" | "running" | "failed"} Phase */

const LIMIT = 1000; // ms after which the reader is told what is being done
const START_LIMIT = 10_000; // ms after which a start can be stopped: the guides' take two to four seconds
/** What the reader asks for, and what has to wait while an edit is being taken over. */
const WAITING = new Set(["run", "enter", "send", "command"]);
/** @type {Map<string, Session>} */
const sessions = new Map();

/**
 * @param {string} address of a manifest
 * @returns {Session} the one session of its state
 */
export function sessionOf(address) {
  const url = new URL(address, document.baseURI).href;
  const session = sessions.get(url) ?? new Session(url);
  sessions.set(url, session);
  return session;
}

/**
 * @param {string} path of the page
 * @param {string} state
 * @param {string} id of the session
 * @returns {string} under what it is stored: sites beside each other on one host share a store
 */
export const storageKey = (path, state, id) => `${path.split("/")[1]}:${state}:${id}`;

const SessionEmitter = /** @type {new () => Emitter<SessionEvents>} */ (EventTarget);

/** Events: those of `SessionEvents`. */
export class Session extends SessionEmitter {
  /** @type {Phase} */
  phase = "idle";
  /** @type {Answered[]} */
  requests = [];
  /** @type {string[]} what the project wrote to its terminal */
  lines = [];
  /** @type {Letter[]} what it sent by e-mail */
  letters = [];
  /** @type {DemoError | null} why the phase is `failed` */
  error = null;
  /** @type {Lap[]} of the last start */
  laps = [];
  /** @type {Busy | null} what takes more than a moment */
  hanging = null;
  /** @type {FromMemoryWorker | null} what came of keeping its memory for the next visit */
  kept = null;
  /** @type {string[]} the files that the reader has changed */
  edited = [];
  /** The blocks of pages that have run. */
  blocks = new RanBlocks("");
  opened = false; // whether the frame's requests reach it
  isWanted = false; // whether the reader has asked for it
  /** @type {Promise<unknown>} the edit that is being taken over */
  editing = Promise.resolve();
  id = ""; // the tab's own name for it
  script = ""; // what all addresses of the project begin with, in the site
  /** @type {Manifest | null} */
  #manifest = null;
  /** @type {Promise<string> | null} the name, which nobody may ask for twice */
  #claimed = null;
  /** @type {Worker | null} the one of the last start */
  #starting = null;
  /** @type {((error: DemoError) => void) | null} gives up the start beside, which an edit needs */
  #giveUpBeside = null;
  /** @type {Statics | null} */
  statics = null;
  /** @type {Worker | null} */
  worker = null;
  /** @type {Promise<void> | null} */
  ready = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;
  /** @type {Set<(error: DemoError) => void>} what gives up a question to the worker */
  pending = new Set();

  /** @param {string} url of the manifest */
  constructor(url) {
    super();
    this.url = url;
  }

  /** The manifest, which is there once the session has begun to start. */
  get manifest() {
    if (!this.#manifest) throw new Error("the manifest is not there yet");
    return this.#manifest;
  }

  /** Start the project, unless it runs or is about to. */
  start() {
    if (!this.isWanted) addEventListener("live-running", () => this.#keep(), {once: true});
    this.isWanted = true;
    return this.#begin();
  }

  /** Let the next visit begin where this one did, once that is out of the reader's way. */
  async #keep() {
    const {keepMemory} = await import("./memory-keeper.js");
    await keepMemory(this, this.#config);
  }

  /** Start it ahead of the reader, who hears of nothing before they ask for it. */
  warmUp() {
    if (!this.isWanted) this.#begin().catch(() => {});
  }

  /** Take back what `warmUp` has started, unless the reader has asked for it since. */
  coolDown() {
    if (this.isWanted) return;
    this.#stop();
    this.#to("idle");
  }

  #begin() {
    if (this.ready) return this.ready;
    const ready = this.#start().catch((error) => {
      // One that was stopped is over: another may be on its way.
      if (this.ready === ready) this.#failed(DemoError.from(error));
      throw DemoError.from(error);
    });
    this.ready = ready;
    return ready;
  }

  /** @param {DemoError} error */
  #failed(error) {
    this.ready = null;
    this.watch(null);
    if (this.id) serviceWorkerClient.fail(this.id);
    this.error = error;
    this.#to("failed");
  }

  async #start() {
    this.#to("starting");
    const kind = missingRequirement();
    if (kind) throw new DemoError(kind, navigator.userAgent);
    const worker = (this.#starting = spawn()); // its scripts come while the manifest does
    this.#manifest ??= await fetchManifest(this.url);
    this.id = await (this.#claimed ??= claim(this.manifest.state));
    this.script = `${serviceWorkerClient.scope}${this.manifest.state.replace(/[^\w.-]/g, "-")}/${this.id}`;
    this.statics ??= statics(this.manifest, this.url);
    this.watch("the start of the project", START_LIMIT);
    this.worker = await this.#launch(worker);
    this.watch(null);
    this.#to("running");
    removeExpired();
  }

  /**
   * Start a worker and wait until its project can answer.
   * @returns {Promise<Worker>}
   */
  #launch(worker = spawn()) {
    /** @type {Deferred<Worker>} */
    const {promise, resolve, reject} = deferred();
    worker.onmessage = (/** @type {MessageEvent<FromWorker>} */ {data}) => {
      if (data.type === "ready") resolve(worker);
      else if (data.type === "failed") reject(new DemoError(data.kind, data.message));
      this.#heard(worker, data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const error = new DemoError("missing", event.message ?? "The worker's script could not be fetched");
      reject(error);
      if (worker === this.worker) this.#died(error);
    };
    post(worker, {type: "boot", config: this.#config});
    this.pending.add(reject);
    return promise
      .catch((error) => {
        worker.terminate();
        throw error;
      })
      .finally(() => this.pending.delete(reject));
  }

  /** @returns {Config} what a worker has to know */
  get #config() {
    const {manifest, url: base, script, key} = this;
    const inside = new URL("../engine/frame-shim.js", import.meta.url).pathname;
    return {manifest, base, script, key, inside, origin: location.origin};
  }

  get key() {
    return storageKey(location.pathname, this.manifest.state, this.id);
  }

  /** @param {Worker} worker @param {FromWorker} data */
  #heard(worker, data) {
    if (this.#giveUpBeside && (data.type === "busy" || data.type === "idle")) return; // it tells of the edit
    if (data.type !== "dead") HANDLERS[data.type]?.(this, /** @type {never} */ (data));
    else if (worker === this.worker) this.#died(new DemoError(data.kind, data.message));
  }

  /** @param {DemoError} error */
  #died(error) {
    this.#stop();
    this.#failed(error);
  }

  /** Let the frame's requests reach the worker; rejects where there is no service worker. */
  async open() {
    serviceWorkerClient.prepare();
    await this.start();
    await serviceWorkerClient.connect(this.id, () => this.link());
    this.opened = true;
  }

  /** @returns {Link} a new way into the worker */
  link() {
    const channel = new MessageChannel();
    this.#post({type: "port"}, channel.port2);
    return {port: channel.port1, statics: this.statics};
  }

  /**
   * Ask the worker for something; see WORK in worker.js. What runs waits for an edit that is on its way:
   * it would run the code of before.
   * @template {keyof Work} Type
   * @param {Type} type
   * @param {Work[Type]["given"]} given
   * @returns {Promise<Work[Type]["value"]>}
   */
  async ask(type, given) {
    await this.start();
    if (WAITING.has(type)) await this.editing;
    if (type === "run") this.blocks.stray();
    const message = /** @type {ToWorker} */ ({type, ...given});
    const {value, error} = /** @type {Result<Work[Type]["value"]>} */ (await this.#answer(message));
    if (value === undefined) throw new Error(error);
    return value;
  }

  /**
   * @param {ToWorker} message
   * @returns {Promise<unknown>} what the worker answers
   */
  #answer(message) {
    return new Promise((done, failed) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => {
        this.pending.delete(failed);
        done(event.data);
      };
      this.pending.add(failed);
      this.#post(message, channel.port2);
    });
  }

  /** @param {ToWorker} message @param {MessagePort} port */
  #post(message, port) {
    if (!this.worker) throw new DemoError("stopped", "the project was stopped");
    post(this.worker, message, [port]);
  }

  /**
   * Give up a start that has not ended: that of an edit leaves the project as it was before.
   * @returns {boolean} whether there was one
   */
  giveUp() {
    const error = new DemoError("stopped", this.hanging ? `stopped after ${seconds(this.hanging)}` : "stopped");
    if (this.#giveUpBeside) {
      this.#giveUpBeside(error);
      return true;
    }
    if (this.phase !== "starting") return false;
    this.#stop(error.message);
    this.#failed(error);
    return true;
  }

  /** An edit that is being taken over by a start beside is taken back: what was saved has its text. */
  async #settle() {
    if (!this.#giveUpBeside) return;
    this.giveUp();
    await this.editing;
  }

  /** Stop whatever runs and start anew, with what was saved: all that had ended before. */
  async restart() {
    await this.#settle();
    const {hanging} = this;
    this.#stop(hanging ? `stopped after ${seconds(hanging)}; all that had ended before is kept` : undefined);
    return this.#anew("restart");
  }

  /** Forget what the reader made, and start anew. */
  async reset() {
    await this.#settle();
    this.#stop();
    if (this.id) await remove(this.key);
    this.statics = null;
    return this.#anew("reset");
  }

  /** @param {"restart" | "reset"} how */
  async #anew(how) {
    await (this.opened ? this.open() : this.start());
    this.dispatchEvent(new CustomEvent("anew", {detail: how}));
  }

  #stop(message = "the project was stopped") {
    this.#starting?.terminate();
    this.worker?.terminate();
    this.#giveUpBeside?.(new DemoError("stopped", message));
    this.worker = this.ready = this.error = null;
    this.watch(null);
    if (this.id) serviceWorkerClient.disconnect(this.id);
    for (const failed of this.pending) failed(new DemoError("stopped", message));
    this.pending.clear();
  }

  /**
   * Give a file of the project a new text. A project that only a new start can change starts beside
   * the old one, which goes on where the new one fails.
   * @param {string} name
   * @param {string} text
   * @returns {Promise<Edited>}
   */
  edit(name, text) {
    const edited = this.editing.then(() => this.#edit(name, text));
    this.editing = edited.catch(() => {}); // whoever asked hears of it
    return edited;
  }

  /** @param {string} name @param {string} text @returns {Promise<Edited>} */
  async #edit(name, text) {
    const {text: before} = await this.ask("read", {name}).catch(() => ({text: null}));
    const edited = await this.ask("edit", {name, text});
    const result = edited.outcome === "restart" ? await this.#replace(name, before) : edited;
    if (result.outcome === "done") {
      if (!name.endsWith(".py") && !name.endsWith(".html")) this.statics = null; // it may be a static file
      await serviceWorkerClient.connect(this.id, () => this.link()).catch(() => {});
      this.edited = (await this.ask("edited", {})).names;
      this.blocks.forgetNames();
      this.dispatchEvent(new CustomEvent("edited", {detail: name}));
    }
    return result;
  }

  /**
   * @param {string} name of a file that has a new text
   * @param {string | null} before the text that it had
   * @returns {Promise<Edited>}
   */
  async #replace(name, before) {
    await this.ask("saved", {});
    try {
      const next = await this.#launchBeside(`taking over ${name}`);
      this.worker?.terminate();
      this.worker = next;
      return {outcome: "done", restarted: true};
    } catch (error) {
      await this.ask("edit", {name, text: before});
      await this.ask("saved", {});
      return {outcome: "failed", message: DemoError.from(error).message};
    }
  }

  /**
   * Start a project beside the one that goes on. What it imports may have no end, so that can be stopped.
   * @param {string} what is being done, in words
   * @returns {Promise<Worker>}
   */
  async #launchBeside(what) {
    const worker = spawn();
    /** @type {Deferred<Worker>} */
    const {promise, reject} = deferred();
    this.#giveUpBeside = (error) => {
      worker.terminate();
      reject(error);
    };
    this.watch(what);
    try {
      return await Promise.race([this.#launch(worker), promise]);
    } finally {
      this.#giveUpBeside = null;
      this.watch(null);
    }
  }

  /**
   * Note what is being done; tell when it takes more than a moment.
   * @param {string | null} what
   * @param {number} [limit] ms of such a moment
   */
  watch(what, limit = LIMIT) {
    clearTimeout(this.timer);
    if (this.hanging) this.dispatchEvent(new CustomEvent("busy", {detail: (this.hanging = null)}));
    if (!what) return;
    const since = performance.now();
    this.timer = setTimeout(() => {
      this.hanging = {what, since};
      this.dispatchEvent(new CustomEvent("busy", {detail: this.hanging}));
    }, limit);
  }

  /** @param {Phase} phase */
  #to(phase) {
    this.phase = phase;
    this.dispatchEvent(new Event("phase"));
  }
}

/**
 * @param {Busy} busy
 * @returns {string} for how long, such as "3 s"
 */
export const seconds = ({since}) => `${Math.round((performance.now() - since) / 1000)} s`;

/** @param {Worker} worker @param {ToWorker} message @param {Transferable[]} [given] */
const post = (worker, message, given = []) => worker.postMessage(message, given);

const spawn = () => new Worker(new URL("../engine/worker.js", import.meta.url), {type: "module"});

/**
 * What becomes of what a worker tells while it works.
 * @type {{[Type in keyof News]?: (session: Session, news: News[Type]) => void}}
 */
const HANDLERS = {
  stage: (session, {name}) => tellProgress(session, name, 1),
  arrived: (session, {bytes}) => tellProgress(session, "download", bytes / session.manifest.download, bytes),
  ready: (session, {laps, edited, restored}) => {
    Object.assign(session, {laps, edited});
    session.blocks = new RanBlocks(session.key, restored);
  },
  busy: (session, {what}) => session.watch(what),
  idle: (session) => session.watch(null),
  cookies: (session, {cookies}) => setCookies(session, cookies),
  log: (session, {text}) => note(session, session.lines, "log", text),
  request: (session, request) => {
    if (!request.isRaw && !isSafe(request.method)) session.blocks.stray();
    note(session, session.requests, "request", request);
  },
  letter: (session, {from, to, subject, body, attachments}) =>
    note(session, session.letters, "letter", {from, to, subject, body, attachments}),
  unsaved: (session, {message}) => session.dispatchEvent(new CustomEvent("unsaved", {detail: message})),
};

/** @param {Session} session @param {string} stage @param {number} part @param {number} [bytes] */
function tellProgress(session, stage, part, bytes = 0) {
  session.dispatchEvent(new CustomEvent("progress", {detail: {stage, part, bytes}}));
}

/**
 * Keep the last of what is told, and tell it.
 * @template {"letter" | "log" | "request"} Type
 * @param {Session} session
 * @param {SessionEvents[Type]["detail"][]} list
 * @param {Type} type
 * @param {SessionEvents[Type]["detail"]} detail
 */
function note(session, list, type, detail) {
  list.push(detail);
  if (list.length > 500) list.shift();
  session.dispatchEvent(new CustomEvent(type, {detail}));
}

/**
 * Scripts of the project's pages read `document.cookie`; a page may set it for a folder of its site.
 * @param {Session} session
 * @param {Cookie[]} cookies
 */
function setCookies(session, cookies) {
  for (const {name, value, path} of cookies)
    document.cookie = `${name}=${value}; SameSite=Lax; path=${session.script}${path}`;
}
