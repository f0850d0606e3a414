// Keeps a page as its author has it on the disk: hears of each build, and changes in place what is new.

import {announce, inPlace, renewPictures, renewStyles} from "./page-hooks.js";
import {ProblemPanel} from "./problem-panel.js";
import {SourceMorph} from "./source-morph.js";

const EVENTS = new URL("events", import.meta.url);
const script = /** @type {HTMLElement} */ (document.getElementById("chronicles-serve"));
const known = {...script.dataset};
const path = location.pathname;
const panel = document.querySelector(".chronicles-problems") ? null : new ProblemPanel();

/** @param {Document} page */
const ownScript = (page) => page.getElementById("chronicles-serve");

/**
 * Leave of a source what came from the site and is the same whether scripts run or not.
 * @param {HTMLElement} body
 */
const cut = (body) => {
  const first = body.querySelector(":scope > [data-chronicles-serve]");
  while (first?.nextSibling) first.nextSibling.remove();
  first?.remove();
  body.querySelectorAll("noscript").forEach((part) => part.remove());
  return body;
};

let source = globalThis.chroniclesSource;
cut(source.body);
cut(source.head);

/** @param {Document} page as it comes from the server now */
const bring = (page) => {
  const morph = new SourceMorph(source.nodes);
  const [head, body] = [cut(page.head), cut(page.body)];
  inPlace(() => {
    morph.morph(source.head, head);
    morph.morph(source.body, body);
    if (morph.isNew) announce();
  });
  source = {head, body, nodes: morph.now};
};

const renewPage = async () => {
  const answer = await fetch(location.pathname + location.search, {cache: "no-store"});
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = ownScript(page)?.dataset;
  if (now?.page === known.page) return;
  // Only Material's pages say where their content ends.
  if (!now || now.tail !== known.tail || !document.getElementById("__config")) return location.reload();
  try {
    bring(page);
    known.page = now.page;
  } catch (error) {
    console.info("The page is loaded again:", error);
    location.reload();
  }
};

/** @param {import("./types.js").Built} built */
const update = async (built) => {
  panel?.show(built.problems);
  if (built.scripts !== known.scripts || location.pathname !== path) return location.reload();
  if (built.styles !== known.styles) renewStyles(built.number);
  await renewPage();
  if (built.pictures !== known.pictures) renewPictures(built.number);
  Object.assign(known, {styles: built.styles, pictures: built.pictures});
  script.dataset.built = String(built.number);
  document.dispatchEvent(new CustomEvent("chronicles:updated", {detail: built}));
};

/** @type {import("./types.js").Built | undefined} */
let waiting;
let isBusy = false;
/** @param {import("./types.js").Built} built the last build: those before it that wait are no news any more */
const hear = async (built) => {
  waiting = built;
  if (isBusy) return;
  isBusy = true;
  try {
    while (waiting) {
      const next = waiting;
      waiting = undefined;
      await update(next);
    }
  } catch (error) {
    console.info("The server does not answer:", error); // the next build is told when it does
  } finally {
    isBusy = false;
  }
};

/** @type {EventSource | undefined} */
let stream;
const follow = () => {
  // A browser keeps few connections to a server: a tab that nobody sees has none, and is told when it is seen again.
  if (document.visibilityState === "hidden") {
    stream?.close();
    stream = undefined;
  } else if (!stream) {
    stream = new EventSource(EVENTS);
    stream.addEventListener("built", (event) => hear(JSON.parse(event.data)));
  }
};
document.addEventListener("visibilitychange", follow);
window.addEventListener("pagehide", () => {
  stream?.close();
  stream = undefined;
});
window.addEventListener("pageshow", follow);
follow();
