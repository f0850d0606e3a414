// The service worker of all live demos: <scope><state>/<session>/<path of the project> is answered by
// the Python that runs beside the page which started it. It keeps nothing but ports, which it asks
// for again: the browser may stop it at any time.

/** @import {Answer, Asked, Known, More, ToServiceWorker} from "../types/messages.js" */
/** @import {Statics} from "../types/manifest.js" */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const {clients, registration} = worker;
const SCOPE = new URL(registration.scope).pathname;
const ASSETS = new URL("../assets/live/", registration.scope).pathname;
const BODYLESS = new Set([101, 204, 205, 304]);

/** @typedef {{port: MessagePort, client: string, statics: Statics | null}} Host who runs a session */
/** @typedef {{session: string, path: string}} Target what an address in the scope means */
/** @type {Map<string, Host>} hosts by session */
const hosts = new Map();
/** @type {Map<string, Set<() => void>>} what gives up the requests that wait for a session */
const waiting = new Map();

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(clients.claim()));
worker.addEventListener("message", (event) => {
  /** @type {ToServiceWorker} */
  const message = event.data;
  if (message.type === "live:host" && event.source instanceof Client) {
    hosts.set(message.session, {port: event.ports[0], client: event.source.id, statics: message.statics});
    event.ports[1].postMessage("heard");
  } else if (message.type === "live:gone") {
    hosts.delete(message.session);
    for (const giveUp of waiting.get(message.session) ?? []) giveUp();
  }
});

worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  const target = parse(url.pathname);
  if (target) event.respondWith(answer(event.request, target, url));
  // A page of the project asks for `/api/…`: it means the project's root, not the site's.
  else if (event.clientId && event.request.mode !== "navigate" && !url.pathname.startsWith(ASSETS))
    event.respondWith(mapped(event, url));
});

/**
 * Split a path in the scope into session and the project's path.
 * @param {string} path
 * @returns {Target | null}
 */
function parse(path) {
  if (!path.startsWith(SCOPE)) return null;
  const found = /^[\w.-]+\/(\w+)(\/.*)$/.exec(path.slice(SCOPE.length));
  return found && {session: found[1], path: found[2]};
}

/** @param {FetchEvent} event @param {URL} url */
async function mapped(event, url) {
  const client = await clients.get(event.clientId);
  const from = client && parse(new URL(client.url).pathname);
  return from ? answer(event.request, {...from, path: url.pathname}, url) : fetch(event.request);
}

/** @param {Request} request @param {Target} target @param {URL} url */
async function answer(request, target, url) {
  const host = await hostOf(target.session);
  if (!host) return note(503, "This demo is not running any more", "Open it again from its page.");
  return (await staticFile(request, target.path, host)) ?? forward(request, target, url, host);
}

/**
 * The real file of the site that a static address of the project stands for, if it has one.
 * @param {Request} request
 * @param {string} path
 * @param {Host} host
 */
async function staticFile(request, path, host) {
  const {statics} = host;
  if (!statics || request.method !== "GET" || !path.startsWith(statics.url)) return null;
  const name = path.slice(statics.url.length);
  const folder = statics.files[name.slice(0, name.indexOf("/") + 1)];
  if (!folder) return null;
  const found = await fetch(folder + name);
  if (!found.ok) return null;
  // A new response has no address of its own, so url(…) in a style sheet stays below the project's.
  const headers = new Headers(found.headers);
  for (const header of ["content-encoding", "content-length"]) headers.delete(header);
  headers.set("cache-control", "no-cache"); // the reader may edit it; behind us, the browser has it still
  return new Response(found.body, {headers});
}

/**
 * @param {string} session
 * @returns {Promise<Host | null>} who runs it
 */
async function hostOf(session) {
  const known = hosts.get(session);
  if (known && (await clients.get(known.client))) return known; // a port never says that its other end is gone
  hosts.delete(session);
  for (let tries = 0; tries < 3; tries++) {
    const found = await search(session);
    if (!found) continue;
    hosts.set(session, found);
    return found;
  }
  return null;
}

/**
 * Ask all pages who runs `session`. One may say that it is about to: that is worth waiting for.
 * @param {string} session
 * @returns {Promise<Host | null>}
 */
async function search(session) {
  const pages = await clients.matchAll({type: "window", includeUncontrolled: true});
  return new Promise((done) => {
    const patience = setTimeout(() => done(null), 700);
    for (const page of pages.filter(({url}) => !parse(new URL(url).pathname))) {
      const channel = new MessageChannel();
      channel.port1.onmessage = (/** @type {MessageEvent<Known>} */ {data, ports}) => {
        clearTimeout(patience);
        if ("gone" in data) done(null);
        else if ("statics" in data) done({port: ports[0], client: page.id, statics: data.statics});
      };
      page.postMessage({type: "live:who", session}, [channel.port2]);
    }
  });
}

/**
 * Let the project answer.
 * @param {Request} request
 * @param {Target} target
 * @param {URL} url
 * @param {Host} host
 */
async function forward(request, target, url, host) {
  const body = ["GET", "HEAD"].includes(request.method) ? null : await request.arrayBuffer();
  const headers = [...request.headers];
  if (/^https?:/.test(request.referrer)) headers.push(["referer", request.referrer]);
  /** @type {Asked} */
  const asked = {
    method: request.method,
    path: target.path,
    query: url.search.slice(1),
    headers,
    withCookies: request.credentials !== "omit",
  };
  const channel = new MessageChannel();
  const head = first(channel.port1, target.session);
  host.port.postMessage({asked, body}, body ? [channel.port2, body] : [channel.port2]);
  const said = await head;
  if (!said) return note(503, "The demo was stopped", "It starts again in a moment; then reload this page.");
  return response(said, request, channel.port1);
}

/**
 * The first message that comes through `port`, or null where the session ends before.
 * @param {MessagePort} port
 * @param {string} session
 * @returns {Promise<Answer | null>}
 */
function first(port, session) {
  return new Promise((done) => {
    const giveUp = () => done(null);
    const others = waiting.get(session) ?? new Set();
    waiting.set(session, others.add(giveUp));
    port.onmessage = (event) => {
      others.delete(giveUp);
      done(event.data);
    };
  });
}

/** @param {Answer} said @param {Request} request @param {MessagePort} port */
function response(said, request, port) {
  const headers = new Headers(said.headers);
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  const options = {status: said.status, headers};
  if (BODYLESS.has(said.status) || request.method === "HEAD") return new Response(null, options);
  return new Response(said.streams ? stream(said.body, port) : said.body, options);
}

/** @param {ArrayBuffer} beginning @param {MessagePort} port where the rest comes from */
function stream(beginning, port) {
  return new ReadableStream({
    start(controller) {
      if (beginning.byteLength) controller.enqueue(new Uint8Array(beginning));
      port.onmessage = (/** @type {MessageEvent<More>} */ {data}) =>
        "part" in data ? controller.enqueue(data.part) : controller.close();
    },
  });
}

/**
 * @param {number} status
 * @param {string} title
 * @param {string} text
 * @returns {Response} a page that says so
 */
function note(status, title, text) {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>:root{color-scheme:light dark}body{font:1rem/1.6 system-ui;max-width:30rem;margin:20vh auto;padding:0 1rem}</style>
<h1>${title}</h1><p>${text}</p></html>`;
  return new Response(page, {
    status,
    headers: {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"},
  });
}
