// The way from the frame to the worker leads through the site's service worker.

import {DemoError} from "../engine/demo-error.js";
import {deferred} from "./deferred.js";

/** @import {Link, ToServiceWorker, Who} from "../types/messages.js" */
/** @import {Deferred} from "./deferred.js" */
/** @typedef {() => Link} Connect gives a way into a worker of this page */
/** @type {Map<string, Deferred<Connect>>} by session */
const links = new Map();
const address = new URL("../../../../live/", import.meta.url);
const ANSWER_TIMEOUT = 3000; // ms in which a service worker answers, even one that has to be started for it
const TRIES = 10; // it may be stopped at any time, with a message on its way
/** @type {Promise<ServiceWorker> | null} */
let registered = null;

export const serviceWorkerClient = {
  /** The folder of the site in which all projects seem to lie. */
  scope: address.pathname,

  /** Begin what takes a while; `connect` tells what went wrong. */
  prepare() {
    registered ??= register();
    registered.catch(() => {});
  },

  /**
   * Tell the service worker how to reach `session`.
   * @param {string} session
   * @param {Connect} link
   */
  async connect(session, link) {
    expected(session).resolve(link);
    links.set(session, {...expected(session), promise: Promise.resolve(link)});
    const worker = await (registered ??= register());
    for (let tries = 0; tries < TRIES; tries++) if (await tell(worker, session, link())) return;
    throw new DemoError("serviceworker", "the service worker does not answer");
  },

  /**
   * Give up the requests that wait for `session`; those that come now wait for its next worker.
   * @param {string} session
   */
  disconnect(session) {
    links.set(session, deferred());
    registered?.then(
      (worker) => post(worker, {type: "live:gone", session}),
      () => {},
    );
  },

  /**
   * No worker will come: give up those that wait for it.
   * @param {string} session
   */
  fail(session) {
    links.get(session)?.reject();
    links.delete(session);
  },
};

/** @param {ServiceWorker} worker @param {ToServiceWorker} message @param {MessagePort[]} [ports] */
const post = (worker, message, ports = []) => worker.postMessage(message, ports);

/**
 * Tell `worker` how to reach `session`.
 * @param {ServiceWorker} worker
 * @param {string} session
 * @param {Link} link
 * @returns {Promise<boolean>} false where it does not say in time that it has heard
 */
function tell(worker, session, {port, statics}) {
  const heard = new MessageChannel();
  post(worker, {type: "live:host", session, statics}, [port, heard.port2]);
  return new Promise((done) => {
    const patience = setTimeout(() => done(false), ANSWER_TIMEOUT);
    heard.port1.onmessage = () => {
      clearTimeout(patience);
      done(true);
    };
  });
}

/** @returns {Promise<ServiceWorker>} */
async function register() {
  if (!navigator.serviceWorker) throw new DemoError("serviceworker", "navigator.serviceWorker is missing");
  try {
    navigator.serviceWorker.addEventListener("message", answerWho);
    navigator.serviceWorker.startMessages();
    const registration = await navigator.serviceWorker.register(new URL("sw.js", address), {scope: address.pathname});
    return await activated(registration);
  } catch (error) {
    registered = null;
    throw new DemoError("serviceworker", String(error));
  }
}

/**
 * Wait until the newest service worker has taken over.
 * @param {ServiceWorkerRegistration} registration
 * @returns {Promise<ServiceWorker>}
 */
function activated({installing, waiting, active}) {
  const worker = installing ?? waiting ?? active;
  return new Promise((done, failed) => {
    const look = () => {
      if (worker?.state === "activated") done(worker);
      else if (worker?.state === "redundant") failed(new Error("the service worker could not be installed"));
    };
    worker?.addEventListener("statechange", look);
    look();
  });
}

/** @param {string} session @returns {Deferred<Connect>} the way into its worker, which may still have to come */
function expected(session) {
  const link = links.get(session) ?? deferred();
  links.set(session, link);
  return link;
}

/**
 * A service worker that does not know (any more) who runs a session asks all pages.
 * @param {MessageEvent<Who>} event
 */
async function answerWho({data, ports}) {
  const link = links.get(data.session);
  if (data.type !== "live:who" || !link) return;
  ports[0].postMessage({coming: true});
  try {
    const {port, statics} = (await link.promise)();
    ports[0].postMessage({statics}, [port]);
  } catch {
    ports[0].postMessage({gone: true});
  }
}
