// What a site's service worker keeps, and what it answers with when the network is slow, silent, or back.

import assert from "node:assert/strict";
import {before, beforeEach, mock, test} from "node:test";

const WORKER = "../../src/chronicles/site/offline/workers/offline-worker.js"; // its types are of another world
const SITE = "https://example.org/site/";
/** @type {Record<string, (event: any) => void>} */
const listeners = {};
/** @type {Map<string, Response>} */
let cache = new Map();
/** @type {(url: string) => Promise<Response>} */
let network = async () => new Response("");
/** @type {unknown[]} */
let told = [];

const urlOf = (/** @type {string | {url: string}} */ one) => (typeof one === "string" ? one : one.url);
const store = {
  match: async (/** @type {string} */ url) => cache.get(url)?.clone(),
  put: async (/** @type {string} */ url, /** @type {Response} */ answer) => {
    cache.delete(url);
    cache.set(url, answer);
  },
  add: async (/** @type {Request} */ request) => void cache.set(request.url, new Response("no network")),
  keys: async () => [...cache.keys()].map((url) => ({url})),
  delete: async (/** @type {string} */ url) => cache.delete(url),
};
const answer = (/** @type {string} */ text, type = "text/html", status = 200) => {
  const made = new Response(text, {status, headers: {"content-type": type}});
  Object.defineProperty(made, "type", {value: "basic"});
  const clone = made.clone.bind(made);
  made.clone = () => Object.defineProperty(clone(), "type", {value: "basic"});
  return made;
};

before(async () => {
  Object.assign(globalThis, {
    self: {
      registration: {scope: SITE},
      clients: {
        get: async () => ({postMessage: (/** @type {unknown} */ one) => told.push(one)}),
        claim: async () => {},
      },
      addEventListener: (/** @type {string} */ name, /** @type {() => void} */ act) => (listeners[name] = act),
      skipWaiting: async () => {},
    },
    caches: {open: async () => store},
    fetch: (/** @type {string | {url: string}} */ one) => network(urlOf(one)),
  });
  await import(WORKER);
});
beforeEach(() => {
  cache = new Map();
  told = [];
});

/** @param {string} path @param {string} mode @param {Record<string, string>} headers */
async function asked(path, mode = "navigate", headers = {}) {
  const waiting = /** @type {Promise<unknown>[]} */ ([]);
  /** @type {Promise<Response> | undefined} */
  let response;
  listeners.fetch({
    request: {method: "GET", mode, url: new URL(path, SITE).href, headers: new Headers(headers)},
    respondWith: (/** @type {Promise<Response>} */ one) => (response = one),
    waitUntil: (/** @type {Promise<unknown>} */ one) => waiting.push(one),
    resultingClientId: "page",
  });
  if (!response) return null;
  const text = await response.then((one) => one.text());
  return {text, done: () => Promise.all(waiting)};
}

test("a page comes from the network, and is kept without its query", async () => {
  network = async () => answer("<head></head>new");
  await (await asked("a/?q=x"))?.done();
  assert.deepEqual([...cache.keys()], [`${SITE}a/`]);
});

test("without a network it is the page that was kept, with the day on which it was", async () => {
  network = async () => answer("<head></head>kept");
  await (await asked("a/"))?.done();
  network = () => Promise.reject(new TypeError("no network"));
  const found = await asked("a/");
  assert.match(found?.text ?? "", /^<head><meta name="chronicles-kept" content="\d{4}-\d\d-\d\dT[^"]*"><\/head>kept$/);
});

test("one that was not kept has a page that says so", async () => {
  const installed = /** @type {Promise<unknown>[]} */ ([]);
  const request = globalThis.Request;
  globalThis.Request = /** @type {any} */ (class { constructor(/** @type {string} */ url) { Object.assign(this, {url}); } }); // prettier-ignore
  listeners.install({waitUntil: (/** @type {Promise<unknown>} */ one) => installed.push(one)});
  await Promise.all(installed);
  globalThis.Request = request;
  network = () => Promise.reject(new TypeError("no network"));
  assert.equal((await asked("b/"))?.text, "no network");
});

test("of a slow network nobody waits for, and a page that is older than the site is told so", async () => {
  for (const [then, expected] of /** @type {[string, unknown[]][]} */ ([
    ["newer", [{type: "chronicles:newer"}]],
    ["kept", []],
  ])) {
    network = async () => answer("<head></head>kept");
    await (await asked("a/"))?.done();
    /** @type {(one: Response) => void} */
    let arrive = () => {};
    network = () => new Promise((done) => (arrive = done));
    told = [];
    mock.timers.enable({apis: ["setTimeout"]});
    const slow = asked("a/");
    for (let at = 0; at < 20; at++) await Promise.resolve();
    await new Promise((done) => setImmediate(done));
    mock.timers.tick(4000);
    mock.timers.reset();
    const found = await slow;
    assert.match(found?.text ?? "", /chronicles-kept.*kept$/);
    arrive(answer(`<head></head>${then}`));
    await found?.done();
    await new Promise((done) => setTimeout(done, 20));
    assert.deepEqual(told, expected);
  }
});

test("what has a hash in its name is asked for once, anything else each time", async () => {
  let number = 0;
  network = async () => answer(String((number += 1)), "text/css");
  for (const [path, expected] of [
    ["assets/a.0123abcd.css", "1 1"],
    ["assets/b.css", "2 3"],
    ["img-20250829.png", "4 5"],
  ]) {
    const first = await asked(path, "no-cors");
    await first?.done();
    assert.equal(`${first?.text} ${(await asked(path, "no-cors"))?.text}`, expected, path);
  }
});

test("demos, parts of files and other sites are none of its business", async () => {
  for (const path of ["live/shop/x/", "assets/live/0a/python.wasm", "https://example.org/other/", "https://a.example/"])
    assert.equal(await asked(path, "no-cors"), null, path);
  assert.equal(await asked("film.mp4", "no-cors", {range: "bytes=0-"}), null);
});

test("an error of the site is shown, and not kept", async () => {
  network = async () => answer("<head></head>error", "text/html", 500);
  const found = await asked("a/");
  await found?.done();
  assert.equal(found?.text, "<head></head>error");
  assert.equal(cache.size, 0);
});

test("where there is no room the oldest page goes, and what pages need stays", async () => {
  const big = "x".repeat(30_000_000);
  for (const [path, type] of [
    ["assets/theme.css", "text/css"],
    ["one/", "text/html"],
    ["two/", "text/html"],
  ]) {
    network = async () => answer(path === "assets/theme.css" ? "a {}" : big, type);
    await (await asked(path, type === "text/html" ? "navigate" : "no-cors"))?.done();
  }
  assert.deepEqual([...cache.keys()], [`${SITE}assets/theme.css`, `${SITE}two/`]);
});
