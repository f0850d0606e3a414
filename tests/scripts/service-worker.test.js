// The service worker answers what lies in its scope, with files of the site or through the page's worker.

import assert from "node:assert/strict";
import {before, beforeEach, test} from "node:test";

/** @import {Answer, Asked, More, Who} from "../../src/chronicles/live/browser/types/messages.js" */

const ORIGIN = "https://example.org";
const ROOT = `${ORIGIN}/site/live/shop-01/s1`;
const PAGE = `${ORIGIN}/site/steps/`;
const STATICS = {url: "/static/", files: {"admin/": `${ORIGIN}/site/assets/live/static/0a/`}};

/** @type {Record<string, (event: object) => void>} what the service worker listens to */
const listeners = {};
/** @type {Map<string, {id: string, url: string}>} */
const pages = new Map();
/** @type {string[]} what it has fetched */
let fetched = [];

class Client {
  id = "page";
  url = PAGE;
}

/** A port that keeps no process alive: what is posted comes a moment later to the other end. */
class Port {
  /** @type {Port} */
  other = this;
  /** @type {(event: {data: unknown, ports: Port[]}) => void} */
  onmessage = () => {};

  /** @param {unknown} data @param {unknown[]} [given] */
  postMessage(data, given = []) {
    const ports = given.filter((each) => each instanceof Port);
    setImmediate(() => this.other.onmessage({data, ports}));
  }
}

class Channel {
  port1 = new Port();
  port2 = new Port();

  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

/** @param {string} url */
async function fetchOf(url) {
  fetched.push(url);
  if (url.endsWith("lost.css")) return new Response("", {status: 404});
  return new Response("a {}", {headers: {"content-type": "text/css", "content-length": "4"}});
}

before(async () => {
  const self = {
    registration: {scope: `${ORIGIN}/site/live/`},
    clients: {get: async (/** @type {string} */ id) => pages.get(id), matchAll: async () => [...pages.values()]},
    addEventListener: (/** @type {string} */ type, /** @type {(event: object) => void} */ listener) => {
      listeners[type] = listener;
    },
  };
  const fetch = (/** @type {string | Request} */ asked) => fetchOf(asked instanceof Request ? asked.url : asked);
  const globals = {self, location: {origin: ORIGIN}, Client, MessageChannel: Channel, fetch};
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, {value});
  await import(new URL("../../src/chronicles/live/browser/engine/sw.js", import.meta.url).href);
});

/** @type {{asked: Asked, body: ArrayBuffer | null}[]} what came through to the page's worker */
let requests = [];

/**
 * Run the session: its worker answers with `answer`, and then with `more`.
 * @param {Partial<Answer>} [answer]
 * @param {More[]} [more]
 */
function working(answer = {}, more = []) {
  const {port1, port2} = new Channel();
  port1.onmessage = ({data, ports: [port]}) => {
    requests.push(/** @type {typeof requests[0]} */ (data));
    port.postMessage({status: 200, headers: [], body: new ArrayBuffer(0), streams: false, ...answer});
    for (const each of more) port.postMessage(each);
  };
  return port2;
}

/** @param {Parameters<typeof working>} given */
function running(...given) {
  const ports = [working(...given), new Channel().port2];
  listeners.message({data: {type: "live:host", session: "s1", statics: STATICS}, source: new Client(), ports});
}

beforeEach(() => {
  fetched = [];
  requests = [];
  pages.clear();
  pages.set("page", new Client());
  listeners.message({data: {type: "live:gone", session: "s1"}});
});

/**
 * @param {string} url
 * @param {RequestInit & {clientId?: string, as?: object}} [options] the page that asks, and what only a browser can set
 * @returns {Promise<Response> | undefined} nothing where it is left to the browser
 */
function answered(url, {clientId = "", as = {}, ...options} = {}) {
  const request = new Request(url, options);
  for (const [name, value] of Object.entries(as)) Object.defineProperty(request, name, {value});
  /** @type {Promise<Response> | undefined} */
  let response;
  const respondWith = (/** @type {Promise<Response>} */ given) => {
    response = given;
  };
  listeners.fetch({request, clientId, respondWith});
  return response;
}

/** @param {string} text */
const bytes = (text) => Uint8Array.from(new TextEncoder().encode(text));

test("a request goes through to the worker of its session, and its answer comes back", async () => {
  running({status: 201, headers: [["x-a", "b"]], body: bytes("hello").buffer});
  const response = await answered(`${ROOT}/a%20b/?x=1`, {method: "POST", body: "sent", headers: {"X-Token": "t"}});
  assert.deepEqual([response?.status, response?.headers.get("x-a"), await response?.text()], [201, "b", "hello"]);
  assert.equal(response?.headers.get("cache-control"), "no-store");
  const [{asked, body}] = requests;
  assert.ok(!asked.headers.some(([name]) => name === "referer"));
  assert.deepEqual([asked.method, asked.path, asked.query, asked.withCookies], ["POST", "/a%20b/", "x=1", true]);
  assert.ok(asked.headers.some(([name, value]) => name === "x-token" && value === "t"));
  assert.equal(new TextDecoder().decode(body ?? new ArrayBuffer(0)), "sent");
});

test("a page that was followed is named to the project", async () => {
  running();
  await answered(`${ROOT}/`, {as: {referrer: `${ROOT}/before/`}});
  assert.deepEqual(requests, [{asked: {...requests[0].asked, headers: [["referer", `${ROOT}/before/`]]}, body: null}]);
});

test("what the project says of caching stays, and who asks without cookies gets none", async () => {
  running({headers: [["Cache-Control", "max-age=5"]]});
  const response = await answered(`${ROOT}/`, {credentials: "omit"});
  assert.equal(response?.headers.get("cache-control"), "max-age=5");
  assert.equal(requests[0].asked.withCookies, false);
});

for (const [name, status, method] of /** @type {[string, number, string][]} */ ([
  ["204", 204, "GET"],
  ["304", 304, "GET"],
  ["HEAD", 200, "HEAD"],
]))
  test(`an answer to ${name} has no body`, async () => {
    running({status, body: bytes("x").buffer});
    const response = await answered(`${ROOT}/`, {method});
    assert.deepEqual([response?.status, response?.body], [status, null]);
  });

test("an answer that streams comes in parts", async () => {
  running({streams: true, body: bytes("one ").buffer}, [{part: bytes("two ")}, {part: bytes("three")}, {end: true}]);
  assert.equal(await (await answered(`${ROOT}/`))?.text(), "one two three");
});

test("a static file of the site is served without asking the project", async () => {
  running();
  const response = await answered(`${ROOT}/static/admin/css/a.css`);
  assert.deepEqual(fetched, [`${ORIGIN}/site/assets/live/static/0a/admin/css/a.css`]);
  assert.deepEqual(
    [response?.headers.get("cache-control"), response?.headers.get("content-length")],
    ["no-cache", null],
  );
  assert.equal(await response?.text(), "a {}");
  assert.equal(requests.length, 0);
});

for (const [path, method] of [
  ["/static/admin/lost.css", "GET"],
  ["/static/other/a.css", "GET"],
  ["/sonata/admin/a.css", "GET"], // as long as /static/
  ["/static/admin/a.css", "POST"],
])
  test(`${method} ${path} is for no file of the site, so the project is asked`, async () => {
    running();
    await answered(ROOT + path, {method});
    assert.deepEqual(
      requests.map(({asked}) => asked.path),
      [path],
    );
  });

test("an address from the root, asked by a page of the project, means the project's root", async () => {
  running();
  pages.set("inner", {id: "inner", url: `${ROOT}/a/`});
  await answered(`${ORIGIN}/api/?x=1`, {clientId: "inner"});
  assert.deepEqual([requests[0].asked.path, requests[0].asked.query], ["/api/", "x=1"]);
});

test("an address from the root, asked by a page of the site, is the site's", async () => {
  running();
  await answered(`${ORIGIN}/api/`, {clientId: "page"});
  assert.deepEqual([requests.length, fetched], [0, [`${ORIGIN}/api/`]]);
});

for (const [url, options] of /** @type {[string, object?][]} */ ([
  [`${PAGE}a/`],
  [`${ORIGIN}/site/live/x`],
  ["https://elsewhere.org/site/live/shop-01/s1/", {clientId: "inner"}],
  [`${ORIGIN}/site/assets/live/a.bin`, {clientId: "inner"}],
  [PAGE, {clientId: "inner", as: {mode: "navigate"}}],
]))
  test(`${url} is left to the browser`, () => assert.equal(answered(url, options), undefined));

test("a session that no page knows is not running any more", async () => {
  pages.clear();
  pages.set(
    "page",
    Object.assign(new Client(), {
      postMessage: (/** @type {Who} */ _, /** @type {Port[]} */ [port]) => port.postMessage({gone: true}),
    }),
  );
  const response = await answered(`${ROOT}/`);
  assert.equal(response?.status, 503);
  assert.match((await response?.text()) ?? "", /This demo is not running any more/);
});

test("a page that is about to run the session is waited for", async () => {
  let told = 0;
  const postMessage = (/** @type {Who} */ {session}, /** @type {Port[]} */ [port]) => {
    told += 1;
    port.postMessage({coming: true});
    port.postMessage({statics: null}, [working({body: bytes(session).buffer})]);
  };
  pages.set("page", Object.assign(new Client(), {postMessage}));
  for (let n = 0; n < 2; n++) assert.equal(await (await answered(`${ROOT}/`))?.text(), "s1");
  assert.equal(told, 1);
});

test("who waits while the session is stopped is told so", async () => {
  const ports = [new Channel().port2, new Channel().port2]; // of a worker that never answers
  listeners.message({data: {type: "live:host", session: "s1", statics: null}, source: new Client(), ports});
  const response = answered(`${ROOT}/`);
  await new Promise((done) => setImmediate(done)); // by then the request is on its way
  listeners.message({data: {type: "live:gone", session: "s1"}});
  assert.equal((await response)?.status, 503);
});
