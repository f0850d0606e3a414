// A running project: its worker, its place in the site, and what is kept of it. Everything on a page
// that speaks of the same state shares one.

import {Trouble} from "../engine/packs.js";
import {gate, resolvers} from "./service-worker-client.js";
import {claim} from "./identity.js";
import {forget, tidy} from "../engine/storage.js";
import {obstacle} from "./errors.js";

const LIMIT = 6000; // ms after which something that is being done counts as hanging
const sessions = new Map();

/** @returns {Session} the one session of the state whose manifest is at `address` */
export function sessionOf(address) {
  const url = new URL(address, document.baseURI).href;
  if (!sessions.has(url)) sessions.set(url, new Session(url));
  return sessions.get(url);
}

/**
 * Events: `phase`, `progress` (detail: {stage, part}), `request`, `log`, `busy` (detail: what hangs,
 * or null), `unsaved`, `edited`.
 */
export class Session extends EventTarget {
  constructor(url) {
    super();
    this.url = url;
    /** @type {"idle"|"starting"|"running"|"failed"} */
    this.phase = "idle";
    this.requests = [];
    this.lines = [];
    this.trouble = null;
    this.statics = null;
  }

  /** Start the project, unless it runs or is about to. */
  start() {
    this.ready ??= this.#start().catch((error) => {
      this.ready = null;
      if (this.id) gate.fail(this.id);
      this.trouble = error instanceof Trouble ? error : new Trouble("python", String(error.message ?? error));
      this.#to("failed");
      throw this.trouble;
    });
    return this.ready;
  }

  async #start() {
    this.#to("starting");
    const kind = obstacle();
    if (kind) throw new Trouble(kind, navigator.userAgent);
    const worker = spawn(); // its scripts come while the manifest does
    this.manifest ??= await fetchManifest(this.url);
    this.id ??= await claim(this.manifest.state);
    this.script = `${gate.scope}${this.manifest.state.replace("/", "-")}/${this.id}`;
    this.statics ??= statics(this.manifest, this.url);
    this.worker = await this.#launch(worker);
    this.#to("running");
    tidy();
  }

  /** Start a worker and wait until its project can answer. */
  #launch(worker = spawn()) {
    const {promise, resolve, reject} = resolvers();
    worker.onmessage = ({data}) => {
      if (data.type === "ready") resolve(worker);
      else if (data.type === "failed") reject(new Trouble(data.kind, data.message));
      this.#heard(worker, data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const trouble = new Trouble("missing", event.message ?? "The worker's script could not be fetched");
      reject(trouble);
      if (worker === this.worker) this.#died(trouble);
    };
    const {manifest, url: base, script, key} = this;
    const inside = new URL("../engine/frame-shim.js", import.meta.url).pathname;
    const config = {manifest, base, script, key, inside, origin: location.origin};
    worker.postMessage({type: "boot", config});
    return promise.catch((error) => {
      worker.terminate();
      throw error;
    });
  }

  get key() {
    return `${location.pathname.split("/")[1]}:${this.manifest.state}:${this.id}`;
  }

  #heard(worker, data) {
    const news = HEARD[data.type];
    if (news) news(this, data);
    else if (data.type === "dead" && worker === this.worker) this.#died(new Trouble("memory", data.message));
  }

  #died(trouble) {
    this.#stop();
    gate.fail(this.id);
    this.trouble = trouble;
    this.#to("failed");
  }

  /** Let the frame's requests reach the worker; rejects where there is no service worker. */
  async open() {
    gate.prepare();
    await this.start();
    await gate.connect(this.id, () => this.link());
  }

  /** @returns {{port: MessagePort, statics: ?object}} a new way into the worker */
  link() {
    const channel = new MessageChannel();
    this.worker.postMessage({type: "port"}, [channel.port2]);
    return {port: channel.port1, statics: this.statics};
  }

  /** Ask the worker for something; see WORK in worker.js. */
  async ask(type, values = {}) {
    await this.start();
    const {value, error} = await this.#post({type, ...values});
    if (error) throw new Error(error);
    return value;
  }

  /** Send a request past the frame; resolves to its answer. */
  async request(asked, body = null) {
    await this.start();
    return this.#post({type: "request", asked, body});
  }

  #post(message) {
    return new Promise((done, failed) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => {
        this.pending.delete(failed);
        done(event.data);
      };
      this.pending.add(failed);
      this.worker.postMessage(message, [channel.port2]);
    });
  }

  pending = new Set();

  /** Stop whatever runs and start anew, with what was saved. */
  async restart() {
    this.#stop();
    return this.open();
  }

  /** Forget what the reader made, and start anew. */
  async reset() {
    this.#stop();
    if (this.manifest && this.id) await forget(this.key);
    this.statics = null;
    this.dispatchEvent(new Event("edited"));
    return this.open();
  }

  #stop() {
    this.worker?.terminate();
    this.worker = this.ready = this.trouble = this.hanging = null;
    clearTimeout(this.timer);
    if (this.id) gate.disconnect(this.id);
    for (const failed of this.pending) failed(new Trouble("stopped", "the project was stopped"));
    this.pending.clear();
  }

  /**
   * Give a file of the project a new text. A project that only a new start can change starts beside
   * the old one, which goes on where the new one fails.
   */
  async edit(name, text) {
    const {text: before} = await this.ask("read", {name}).catch(() => ({text: null}));
    const result = await this.ask("edit", {name, text});
    if (result.outcome === "restart") Object.assign(result, await this.#replace(name, before));
    if (result.outcome === "done") {
      if (!name.endsWith(".py") && !name.endsWith(".html")) this.statics = null; // it may be a static file
      await gate.connect(this.id, () => this.link()).catch(() => {});
      this.dispatchEvent(new CustomEvent("edited", {detail: name}));
    }
    return result;
  }

  async #replace(name, before) {
    await this.ask("saved");
    try {
      const next = await this.#launch();
      this.worker.terminate();
      this.worker = next;
      return {outcome: "done", restarted: true};
    } catch (error) {
      await this.ask("edit", {name, text: before});
      await this.ask("saved");
      return {outcome: "failed", message: error.message};
    }
  }

  /** Note what is being done; tell when it takes too long. */
  watch(what) {
    clearTimeout(this.timer);
    if (this.hanging) this.dispatchEvent(new CustomEvent("busy", {detail: (this.hanging = null)}));
    if (!what) return;
    this.timer = setTimeout(() => {
      this.hanging = what;
      this.dispatchEvent(new CustomEvent("busy", {detail: what}));
    }, LIMIT);
  }

  #to(phase) {
    this.phase = phase;
    this.dispatchEvent(new Event("phase"));
  }
}

const spawn = () => new Worker(new URL("../engine/worker.js", import.meta.url), {type: "module"});

/** What a worker tells while it works. */
const HEARD = {
  stage: (session, {name}) => tellProgress(session, name, 1),
  arrived: (session, {bytes}) => tellProgress(session, "download", bytes / session.manifest.download, bytes),
  ready: (session, {laps}) => (session.laps = laps),
  busy: (session, {what}) => session.watch(what),
  idle: (session) => session.watch(null),
  cookies: (session, {cookies}) => mirror(session, cookies),
  log: (session, {text}) => note(session, session.lines, "log", text),
  request: (session, request) => note(session, session.requests, "request", request),
  unsaved: (session, {message}) => session.dispatchEvent(new CustomEvent("unsaved", {detail: message})),
};

function tellProgress(session, stage, part, bytes = 0) {
  session.dispatchEvent(new CustomEvent("progress", {detail: {stage, part, bytes}}));
}

function note(session, list, type, detail) {
  list.push(detail);
  if (list.length > 500) list.shift();
  session.dispatchEvent(new CustomEvent(type, {detail}));
}

/** Scripts of the project's pages read `document.cookie`; a page may set it for a folder of its site. */
function mirror(session, cookies) {
  for (const {name, value, path} of cookies)
    document.cookie = `${name}=${value}; SameSite=Lax; path=${session.script}${path}`;
}

/** The static files' addresses, absolute, by their first folder. */
function statics({static: files}, base) {
  if (!files?.files) return null;
  const absolute = (folder) => new URL(folder, base).href;
  const folders = Object.entries(files.files).map(([name, folder]) => [name, absolute(folder)]);
  return {url: files.url, files: Object.fromEntries(folders)};
}

/** Asked for anew each time: it names the packs that are there now, and a host may let it be kept for a while. */
async function fetchManifest(url) {
  const response = await fetch(url, {cache: "no-cache"}).catch(() => {
    throw new Trouble("network", `${url} could not be fetched`);
  });
  if (!response.ok) throw new Trouble("missing", `${url} was answered with ${response.status}`);
  return response.json().catch(() => {
    throw new Trouble("damaged", `${url} is no manifest`);
  });
}
