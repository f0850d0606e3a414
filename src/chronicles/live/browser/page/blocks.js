// Blocks of the page that the reader can run or edit: each gets a button, and what comes of it stands
// below. Nothing is fetched before a button is pressed.

import {DemoError} from "../engine/demo-error.js";
import {h, icon, style} from "./dom.js";
import {explain} from "./errors.js";
import {lazyImport} from "./lazy-import.js";
import {inputsOf, printedIn} from "./printed.js";
import {hasRun} from "./visit.js";

/** @import {Progress} from "../types/events.js" */
/** @import {BlockEditor} from "./block-editor.js" */
/** @import {Session} from "./session.js" */

/**
 * What a press does once the project runs: it shows something in `result`, with a way to close that.
 * @typedef {(session: Session, result: HTMLElement, close: () => void) => Promise<void>} Act
 */

/** @type {Record<string, string>} */
const LABELS = {pycon: "Run this", http: "Send this request", console: "Run this"};
const ROOM = 20; // rem that an editor takes at least
const TASK = 4; // rem more for what belongs to a task
const PART = 0.7; // of the window's height that it takes at most
const PHONE = "(max-width: 30em)";

/**
 * Give every block of the page its button.
 * @param {ParentNode} page
 */
export function addButtons(page) {
  const blocks = page.querySelectorAll("[data-live-run], [data-live-edit]");
  let isTold = hasRun() || page.querySelector("live-demo:not([sentence])") !== null; // how much it downloads
  const bars = [...blocks].flatMap((block) => {
    const bar = addButton(/** @type {HTMLElement} */ (block), !isTold);
    isTold ||= bar !== null;
    return bar ?? [];
  });
  if (matchMedia(PHONE).matches) hideAllButFirst(page, bars);
}

/**
 * On a phone, a page has one button that begins a download: that of the first demo, or of the first
 * block. The others appear once the project runs.
 * @param {ParentNode} page
 * @param {HTMLElement[]} bars the blocks' buttons
 */
function hideAllButFirst(page, bars) {
  const demos = [...page.querySelectorAll("live-demo:not([sentence])")];
  const [, ...others] = [...demos, ...bars];
  for (const each of others) each.toggleAttribute(each.matches("live-demo") ? "quiet" : "hidden", true);
  const show = () => others.forEach((each) => ["quiet", "hidden"].forEach((name) => each.removeAttribute(name)));
  addEventListener("live-running", show, {once: true});
}

/**
 * @param {HTMLElement} block
 * @param {boolean} tellsSize whether the button says how much a first press downloads
 * @returns {HTMLElement | null} what has its button, if it can run or be edited
 */
function addButton(block, tellsSize) {
  const {liveRun: kind = "", liveEdit: name} = block.dataset;
  const label = block.dataset.liveTask ? "Solve it here" : name ? "Edit and run" : LABELS[kind];
  const printed = printedIn(block);
  if (!label || (!name && !inputsOf(block).length)) return null;
  const host = h("div", {class: "live-block"});
  const root = host.attachShadow({mode: "open"});
  const button = h("button", {type: "button", "aria-expanded": "false"}, icon(name ? "edit" : "play"), label);
  const about = name ?? printed.split("\n")[0];
  button.setAttribute("aria-label", `${label}: ${about}`);
  if (tellsSize && block.dataset.liveSize) tellSize(button, block.dataset.liveSize, label, about);
  const result = h("div", {class: "result", hidden: true});
  const busy = h("div");
  const act = name ? editing(block, host) : running(block);
  const close = () => hide(block, host, button, result);
  button.addEventListener("click", () => press(block, button, result, busy, (session) => act(session, result, close)));
  style(root).then(() => root.append(h("div", {class: "block"}, button, busy, result)));
  block.after(host);
  return host;
}

/**
 * Say on a button how much its first press downloads, until something runs.
 * @param {HTMLButtonElement} button
 * @param {string} size
 * @param {string} label
 * @param {string} about
 */
function tellSize(button, size, label, about) {
  const note = h("span", {class: "size"}, ` · ${size}, once`);
  button.append(note);
  button.setAttribute("aria-label", `${label} · ${size}, once: ${about}`);
  const forget = () => {
    note.remove();
    button.setAttribute("aria-label", `${label}: ${about}`);
  };
  addEventListener("live-running", forget, {once: true});
}

/** @param {HTMLElement} block @returns {Act} */
const running = (block) => async (session, result, close) => {
  const {runBlock} = await lazyImport(() => import("./runs.js"));
  await runBlock(block, session, result, close);
};

/** @param {HTMLElement} block @param {HTMLElement} host @returns {Act} */
function editing(block, host) {
  /** @type {BlockEditor | undefined} */
  let editor;
  return async (session, result, close) => {
    const module = await lazyImport(() => import("./block-editor.js"));
    editor ??= new module.BlockEditor(block, host, session);
    await editor.open(result, close);
  };
}

/**
 * @param {HTMLElement} block
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} result
 * @param {HTMLElement} busy where it is said that it takes long
 * @param {(session: Session) => Promise<void>} act
 */
async function press(block, button, result, busy, act) {
  if (block.dataset.liveEdit) reserve(block);
  result.hidden = false;
  button.setAttribute("aria-expanded", "true");
  button.disabled = true;
  try {
    const session = await begin(block, result);
    const {tellBusy} = await lazyImport(() => import("./runs.js"));
    tellBusy(session, busy);
    await act(session);
  } catch (error) {
    const host = /** @type {HTMLElement} */ (block.nextElementSibling);
    if (!host.classList.contains("instead")) restore(block, host);
    tell(error, result);
  }
  button.disabled = false;
}

/**
 * Give the block back the room that was kept for an editor.
 * @param {HTMLElement} block
 * @param {HTMLElement} host
 */
function restore(block, host) {
  for (const name of ["display", "height", "overflow"]) block.style.removeProperty(name);
  host.removeAttribute("style");
  host.classList.remove("instead");
}

/**
 * An editor will take the place of the block: the room that it needs is there from the press on, so that
 * nothing moves when it comes. One that is higher than the window is cut, since the editor scrolls.
 * @param {HTMLElement} block
 */
function reserve(block) {
  const host = /** @type {HTMLElement} */ (block.nextElementSibling);
  const {fontSize} = getComputedStyle(document.documentElement);
  const least = (ROOM + (block.dataset.liveTask ? TASK : 0)) * parseFloat(fontSize);
  const high = host.getBoundingClientRect().bottom - block.getBoundingClientRect().top;
  const room = Math.max(Math.min(high, PART * innerHeight), least);
  if (high > room) Object.assign(block.style, {height: `${block.offsetHeight - (high - room)}px`, overflow: "hidden"});
  const above = host.getBoundingClientRect().top - block.getBoundingClientRect().top;
  host.style.setProperty("--room", `${room}px`);
  host.style.setProperty("--below", `${room - above}px`);
  block.style.scrollMarginTop = "5rem"; // what sticks to the top of the window may cover it
  block.scrollIntoView({block: "nearest"});
}

/**
 * Say what went wrong: in words where it has a kind, and as it was told.
 * @param {unknown} error
 * @param {HTMLElement} result
 */
function tell(error, result) {
  const {title, text} = error instanceof DemoError ? explain(error.kind) : {title: "It could not be run", text: ""};
  const more = h("pre", {tabindex: 0}, DemoError.from(error).message);
  result.replaceChildren(
    h("div", {class: "error", role: "alert"}, h("p", {class: "title"}, title), h("p", {}, text), more),
  );
}

/**
 * Have the page as it was, but for what runs.
 * @param {HTMLElement} block
 * @param {HTMLElement} host
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} result
 */
function hide(block, host, button, result) {
  restore(block, host);
  result.hidden = true;
  button.setAttribute("aria-expanded", "false");
  button.focus();
}

/**
 * Start the project that the block speaks of, or find it running.
 * @param {HTMLElement} block
 * @param {HTMLElement} result
 * @returns {Promise<Session>}
 */
async function begin(block, result) {
  const {sessionOf, showInBar} = await lazyImport(() => import("./sessions.js"));
  const session = sessionOf(block.dataset.liveSrc ?? "");
  showInBar(session);
  const status = h("p", {class: "status", role: "status"}, "Starting the project …");
  const bar = h("progress", {max: 1, value: 0.02, "aria-label": "Starting the project"});
  /** @param {CustomEvent<Progress>} event */
  const progress = ({detail}) =>
    (bar.value = detail.stage === "download" ? detail.part * 0.6 : Math.max(bar.value, 0.7));
  if (session.phase !== "running") result.replaceChildren(h("div", {class: "progress"}, bar, status));
  session.addEventListener("progress", progress);
  try {
    await session.start();
    dispatchEvent(new Event("live-running"));
    return session;
  } finally {
    session.removeEventListener("progress", progress);
  }
}
