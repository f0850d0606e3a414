// What is made ready while the reader reads, in a visit that has run something already: the project of this
// page starts, and once the end of the page is near, that of the next one is fetched.

import {isSparing} from "./device.js";
import {sessionOf} from "./session.js";

/** @import {Manifest} from "../types/manifest.js" */

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
