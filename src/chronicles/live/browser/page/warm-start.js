// What is made ready while the reader reads, in a visit that has run something already: the project of this
// page starts, and once the end of the page is near, that of the next one is fetched.

import {sessionOf} from "./session.js";

/** @import {Manifest} from "../types/manifest.js" */
/** @typedef {{level: number, charging: boolean}} Battery */
/** @typedef {{connection?: {saveData: boolean}, getBattery?: () => Promise<Battery>, deviceMemory?: number}} Device */

const LOW = 0.2; // part of a battery below which nothing is done that nobody has asked for
const LITTLE = 2; // GB of memory of a device on which a Python that is not used would crowd out others
const NEAR = "100% 0px"; // a window's height before the end of the page

/** Make ready what the reader is likely to run next, unless their device has to be spared. */
export async function warmStart() {
  if (await isSparing()) return;
  const source = sourceIn(document);
  if (source) whileVisible(source);
  const next = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[rel=next], link[rel=next]"));
  const foot = [...document.querySelectorAll("footer")].pop() ?? document.body.lastElementChild;
  if (next && foot) whenNear(foot, () => fetchAhead(next.href).catch(() => {}));
}

/** @returns {Promise<boolean>} whether the reader wants to save data, power or memory */
async function isSparing() {
  const {connection, deviceMemory, ...device} = /** @type {Device} */ (navigatorParts());
  if (connection?.saveData || (deviceMemory ?? LITTLE) < LITTLE) return true;
  const battery = await device.getBattery?.().catch(() => null);
  return Boolean(battery && !battery.charging && battery.level < LOW);
}

/** @returns {Device} what only some browsers tell */
function navigatorParts() {
  const {connection, deviceMemory, getBattery} = /** @type {Device} */ (navigator);
  return {connection, deviceMemory, getBattery: getBattery?.bind(navigator)};
}

/**
 * @param {Document} page
 * @returns {string | null} the manifest of the state that the page speaks of first
 */
function sourceIn(page) {
  const first = page.querySelector("live-demo, [data-live-src]");
  return first && (first.getAttribute("src") ?? first.getAttribute("data-live-src"));
}

/**
 * Let the project be ready as long as somebody may be reading; what the reader uses themselves stays.
 * @param {string} source
 */
function whileVisible(source) {
  const session = sessionOf(source);
  const follow = () => (document.hidden ? session.coolDown() : session.warmUp());
  document.addEventListener("visibilitychange", follow);
  follow();
}

/** @param {Element} foot @param {() => void} act */
function whenNear(foot, act) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({isIntersecting}) => isIntersecting)) return;
      observer.disconnect();
      act();
    },
    {rootMargin: NEAR},
  );
  observer.observe(foot);
}

/**
 * Let the browser's cache have what the first press on another page will ask for.
 * @param {string} address of that page
 */
async function fetchAhead(address) {
  const response = await fetch(address, {priority: "low"});
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const source = response.ok && sourceIn(page);
  if (!source) return;
  const url = new URL(source, response.url).href;
  /** @type {Manifest} */
  const manifest = await (await fetch(url, {cache: "no-cache", priority: "low"})).json();
  for (const {url: pack, when} of manifest.packs)
    if (when === "boot") await (await fetch(new URL(pack, url), {priority: "low"})).arrayBuffer();
}
