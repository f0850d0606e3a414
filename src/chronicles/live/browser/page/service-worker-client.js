// The way from the frame to the worker leads through the site's service worker.

import {Trouble} from "../engine/packs.js";

/** @typedef {() => {port: MessagePort, statics: ?object}} Link a way into a worker of this page */
/** @type {Map<string, {promise: Promise<Link>, resolve: Function, reject: Function}>} by session */
const links = new Map();
const address = new URL("../../../../live/", import.meta.url);
const HEARS = 3000; // ms in which a service worker answers, even one that has to be started for it
const TRIES = 10; // it may be stopped at any time, with a message on its way
let registered;

export const gate = {
  /** The folder of the site in which all projects seem to lie. */
  scope: address.pathname,

  /** Begin what takes a while; `connect` tells what went wrong. */
  prepare() {
    registered ??= register();
    registered.catch(() => {});
  },

  /** Tell the service worker how to reach `session`. */
  async connect(session, link) {
    expected(session).resolve(link);
    links.set(session, {...expected(session), promise: Promise.resolve(link)});
    const worker = await (registered ??= register());
    for (let tries = 0; tries < TRIES; tries++) if (await tell(worker, session, link())) return;
    throw new Trouble("serviceworker", "the service worker does not answer");
  },

  /** Give up the requests that wait for `session`; those that come now wait for its next worker. */
  disconnect(session) {
    links.set(session, resolvers());
    registered?.then((worker) => worker.postMessage({type: "live:gone", session}), () => {});
  },

  /** No worker will come: give up those that wait for it. */
  fail(session) {
    links.get(session)?.reject();
    links.delete(session);
  },
};

/** Tell `worker` how to reach `session`; false where it does not say in time that it has heard. */
function tell(worker, session, {port, statics}) {
  const heard = new MessageChannel();
  worker.postMessage({type: "live:host", session, statics}, [port, heard.port2]);
  return new Promise((done) => {
    const patience = setTimeout(() => done(false), HEARS);
    heard.port1.onmessage = () => {
      clearTimeout(patience);
      done(true);
    };
  });
}

async function register() {
  if (!navigator.serviceWorker) throw new Trouble("serviceworker", "navigator.serviceWorker is missing");
  try {
    navigator.serviceWorker.addEventListener("message", answerWho);
    navigator.serviceWorker.startMessages();
    const registration = await navigator.serviceWorker.register(new URL("sw.js", address), {scope: address.pathname});
    return await active(registration);
  } catch (error) {
    registered = null;
    throw new Trouble("serviceworker", String(error));
  }
}

/** Wait until the newest service worker has taken over. */
function active({installing, waiting, active}) {
  const worker = installing ?? waiting ?? active;
  return new Promise((done, failed) => {
    const look = () => {
      if (worker.state === "activated") done(worker);
      if (worker.state === "redundant") failed(new Error("the service worker could not be installed"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

function expected(session) {
  if (!links.has(session)) links.set(session, resolvers());
  return links.get(session);
}

export function resolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, {resolve, reject}));
  made.promise.catch(() => {});
  return made;
}

/** A service worker that does not know (any more) who runs a session asks all pages. */
async function answerWho({data, ports}) {
  const link = data.type === "live:who" && links.get(data.session);
  if (!link) return;
  ports[0].postMessage({coming: true});
  try {
    const {port, statics} = (await link.promise)();
    ports[0].postMessage({statics}, [port]);
  } catch {
    ports[0].postMessage({gone: true});
  }
}
