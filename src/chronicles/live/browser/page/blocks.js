// Blocks of the page that the reader can run or edit: each gets a button, and what comes of it stands
// below. Nothing is fetched before a button is pressed.

import {h, icon, style} from "./dom.js";
import {script, words} from "./errors.js";

const LABELS = {pycon: "Run this", http: "Send this request", console: "Run this"};
const PHONE = "(max-width: 30em)";

/** Give every block of the page its button. */
export function adornBlocks(page) {
  const blocks = [...page.querySelectorAll("[data-live-run], [data-live-edit]")];
  blocks.forEach(adorn);
  if (matchMedia(PHONE).matches) calm(page, blocks);
}

/**
 * On a phone, a page has one button that begins a download: that of the first demo, or of the first
 * block. The others appear once the project runs.
 */
function calm(page, blocks) {
  const demos = [...page.querySelectorAll("live-demo:not([sentence])")];
  const bars = blocks.map((block) => block.liveBar).filter(Boolean);
  const [, ...others] = [...demos, ...bars];
  for (const each of others) each.toggleAttribute(each.matches("live-demo") ? "quiet" : "hidden", true);
  const show = () => others.forEach((each) => ["quiet", "hidden"].forEach((name) => each.removeAttribute(name)));
  addEventListener("live-running", show, {once: true});
}

function adorn(block) {
  const {liveRun: kind, liveEdit: name} = block.dataset;
  const label = name ? `Edit ${name}` : LABELS[kind];
  if (!label || (kind === "console" && !commands(block).length)) return;
  const host = h("div", {class: "live-block"});
  const root = host.attachShadow({mode: "open"});
  const button = h("button", {type: "button", "aria-expanded": "false", "aria-label": name ? label : `${label}: ${text(block).split("\n")[0]}`},
    icon(name ? "edit" : "play"), name ? "Edit and run" : label);
  const result = h("div", {class: "result", hidden: true});
  button.addEventListener("click", () => press(block, button, result));
  style(root).then(() => root.append(h("div", {class: "block"}, button, result)));
  block.liveBar = host;
  block.after(host);
}

async function press(block, button, result) {
  result.hidden = false;
  button.setAttribute("aria-expanded", "true");
  button.disabled = true;
  try {
    const session = await begin(block, result);
    const {runBlock} = await script("./runs.js");
    await runBlock(block, session, result, () => hide(button, result));
  } catch (error) {
    tell(error, result);
  }
  button.disabled = false;
}

/** Say what went wrong: in words where it has a kind, and as it was told. */
function tell(error, result) {
  const {title, text} = error.kind ? words(error.kind) : {title: "It could not be run", text: ""};
  const more = h("pre", {tabindex: 0}, error.message ?? String(error));
  result.replaceChildren(h("div", {class: "trouble", role: "alert"}, h("p", {class: "title"}, title), h("p", {}, text), more));
}

function hide(button, result) {
  result.hidden = true;
  button.setAttribute("aria-expanded", "false");
  button.focus();
}

/** Start the project that the block speaks of, or find it running. */
async function begin(block, result) {
  const {sessionOf} = await script("./session.js");
  const session = sessionOf(block.dataset.liveSrc);
  const status = h("p", {class: "status", role: "status"}, "Starting the project …");
  const bar = h("progress", {max: 1, value: 0.02, "aria-label": "Starting the project"});
  const progress = ({detail}) => (bar.value = detail.stage === "download" ? detail.part * 0.6 : Math.max(bar.value, 0.7));
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

/** @returns {string} the text that the block shows, without what the theme adds to it */
export const text = (block) => (block.querySelector("code") ?? block).textContent.replace(/\n$/, "");

/** @returns {string[]} what of a console block can run here: what follows `manage.py` */
export function commands(block) {
  return text(block)
    .split("\n")
    .map((line) => /^\$ (?:uv run |(?:\.\/)?\.venv\/bin\/)?(?:python3? |\.\/)manage\.py (.*)$/.exec(line)?.[1])
    .filter(Boolean);
}
