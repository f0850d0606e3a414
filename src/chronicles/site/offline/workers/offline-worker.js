// Keeps what a reader has read, for when there is no network: pages as the network has them, while it answers; what
// has a hash in its name as it was kept. Nothing of the live demos, which have a service worker of their own.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SCOPE = worker.registration.scope;
const NAME = `chronicles:${new URL(SCOPE).pathname}`;
const FALLBACK = `${SCOPE}offline.html`;
const VERSION = "{version}"; // of that page: with another one, browsers take this for another worker
const MOST = 50_000_000; // bytes that are kept
const PATIENCE = 4000; // ms in which the network answers before a page that was kept is shown
const DEMOS = /^(?:live|assets\/live)\//;
const HASHED = /[.-](?=\d*[a-f])[0-9a-f]{8,64}\./; // digits alone may be a date

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("message", (event) => {
  const {type, urls} = event.data ?? {};
  if (type === "chronicles:keep") event.waitUntil(Promise.all(urls.filter(isOurs).map(add)));
});
worker.addEventListener("fetch", (event) => {
  const {method, mode, url, headers} = event.request;
  if (method !== "GET" || headers.has("range") || !isOurs(url)) return;
  event.respondWith(mode === "navigate" ? page(event, url.replace(/[?#].*/s, "")) : file(event, url));
});

const isOurs = (/** @type {string} */ url) => url.startsWith(SCOPE) && !DEMOS.test(url.slice(SCOPE.length));
const kept = async (/** @type {string} */ url) => (await caches.open(NAME)).match(url);
const wait = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

async function install() {
  await (await caches.open(NAME)).add(new Request(`${FALLBACK}?${VERSION}`, {cache: "reload"}));
  await worker.skipWaiting();
}

/** What the first page of a visit has loaded before there was a worker. @param {string} url */
async function add(url) {
  if (await kept(url)) return;
  const answer = await fetch(url).catch(() => null);
  if (answer) await keep(url, answer);
}

/** @param {string} url @param {Response} answer */
async function keep(url, answer) {
  if (answer.status !== 200 || answer.type !== "basic" || answer.redirected) return;
  const data = await answer.blob();
  const headers = new Headers(answer.headers);
  headers.set("x-kept", new Date().toISOString());
  headers.set("x-size", String(data.size));
  const cache = await caches.open(NAME);
  await cache.put(url, new Response(data, {headers})).catch(() => {}); // a browser may have no room
  if (headers.get("content-type")?.startsWith("text/html")) await forget(cache);
}

/** Make room: what is below `assets/` is what pages need, so it goes last, and of each the oldest goes first.
 * @param {Cache} cache
 */
async function forget(cache) {
  const all = await Promise.all(
    (await cache.keys()).map(async ({url}) => {
      const size = Number((await cache.match(url))?.headers.get("x-size"));
      return {url, size, rank: url.startsWith(`${SCOPE}assets/`) ? 1 : 0};
    }),
  );
  let size = all.reduce((sum, one) => sum + one.size, 0);
  for (const one of all.filter((each) => each.size).sort((a, b) => a.rank - b.rank)) {
    if (size <= MOST) return;
    size -= one.size;
    await cache.delete(one.url);
  }
}

/** @param {FetchEvent} event @param {string} url */
async function fetched(event, url) {
  const answer = await fetch(event.request);
  event.waitUntil(keep(url, answer.clone()));
  return answer;
}

/** @param {FetchEvent} event @param {string} url */
async function file(event, url) {
  const copy = await kept(url);
  if (copy && HASHED.test(url)) return copy;
  return fetched(event, url).catch((error) => {
    if (copy) return copy;
    throw error;
  });
}

/** @param {FetchEvent} event @param {string} url */
async function page(event, url) {
  const copy = await kept(url);
  const answer = fetched(event, url);
  try {
    const first = await (copy ? Promise.race([answer, wait(PATIENCE)]) : answer);
    if (first) return first;
    if (copy) event.waitUntil(answer.then((one) => compare(event, copy, one)).catch(() => {}));
  } catch {
    // what was kept is shown
  }
  return copy ? marked(copy) : ((await kept(`${FALLBACK}?${VERSION}`)) ?? Response.error());
}

/** Tell a page that was shown for want of patience that the site has another one by now.
 * @param {FetchEvent} event @param {Response} copy @param {Response} answer
 */
async function compare(event, copy, answer) {
  if (answer.status !== 200 || (await copy.clone().text()) === (await answer.clone().text())) return;
  const client = await worker.clients.get(event.resultingClientId);
  client?.postMessage({type: "chronicles:newer"});
}

/** A page that says when it was kept. @param {Response} copy */
async function marked(copy) {
  const html = await copy.clone().text();
  const mark = `<meta name="chronicles-kept" content="${copy.headers.get("x-kept")}">`;
  return new Response(
    html.replace(/<\/head/i, (end) => mark + end),
    {headers: copy.headers},
  );
}
