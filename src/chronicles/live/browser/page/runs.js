// What comes of a block that the reader runs: the real answer, beside the printed one.

import {DemoError} from "../engine/demo-error.js";
import {blocksAbove, blockKey} from "./blocks-above.js";
import {BusyLine} from "./busy-line.js";
import {Console, showCommand, showStep} from "./console.js";
import {h, iconButton} from "./dom.js";
import {laidOut} from "./json-layout.js";
import {showLetter} from "./letter.js";
import {inputsOf, printedIn} from "./printed.js";

/** @import {Headers as Fields} from "../types/messages.js" */
/** @import {Session} from "./session.js" */

// What the build has done to the database that a demo begins with.
const PREPARES = /^manage\.py (migrate|seed)\b/;
const PREPARED = "here, the database was made and filled before";

/** @typedef {[input: string, output: string]} Answer what came of an input, as a terminal shows it */
/** @typedef {{shown: HTMLElement, failed: boolean, answers: Answer[]}} Ran */

/** @type {Record<string, (session: Session, inputs: string[]) => Promise<Ran>>} */
const KINDS = {pycon, http, console: command};

/**
 * Run `block` in `session` and show in `result` what came of it.
 * @param {HTMLElement} block
 * @param {Session} session
 * @param {HTMLElement} result
 * @param {() => void} close
 */
export async function runBlock(block, session, result, close) {
  const shown = await runAndTell(block, session);
  const head = h("p", {class: "name"}, "In the running project");
  result.replaceChildren(h("div", {class: "head"}, head, iconButton("close", "Close", close)), ...shown);
}

/**
 * Run a block behind all that stands above it, and say where it does not answer as the page prints.
 * @param {HTMLElement} block
 * @param {Session} session
 * @returns {Promise<(HTMLElement | string)[]>}
 */
async function runAndTell(block, session) {
  const before = await catchUp(block, session);
  const why = reason(session, block);
  const {shown, answers} = await run(block, session);
  const kind = block.dataset.liveRun ?? "";
  const printed = kind === "http" ? inputsOf(block).join("\n\n") : printedIn(block);
  // What came is shown also where nobody can say whether it is what is printed.
  const {inputs} = await session.ask("differing", {kind, printed, answers}).catch(() => ({inputs: []}));
  const all = inputs.every((input) => PREPARES.test(input)) ? PREPARED : why;
  const note = inputs.length ? `${amount(inputs.length, answers.length)} not as printed: ${all}.` : "";
  return [before ? h("p", {class: "before"}, before) : "", note ? h("p", {class: "differing"}, note) : "", shown];
}

/** @param {number} differing @param {number} all */
const amount = (differing, all) =>
  all === 1 ? "The answer is" : `${differing} of ${all} answers ${differing === 1 ? "is" : "are"}`;

/**
 * @param {Session} session
 * @param {HTMLElement} block that has not run yet
 * @returns {string} why it may answer otherwise than `check` has proven
 */
function reason({edited, blocks}, block) {
  if (edited.length === 1) return `you have edited ${edited[0]}`;
  if (edited.length) return `you have edited ${edited.length} files`;
  if (blocks.haveStrayed(location.pathname) || blocks.has(blockKey(block)))
    return "what was done here before has changed the data";
  return block.dataset.differs || "it may depend on the day, or on Python in a browser";
}

/** @type {WeakMap<HTMLElement, BusyLine>} */
const busyLines = new WeakMap();

/**
 * Say in `place` what takes long in `session`, with a way to stop it.
 * @param {Session} session
 * @param {HTMLElement} place
 */
export function tellBusy(session, place) {
  if (busyLines.has(place)) return;
  const line = new BusyLine(session, () => session.restart().catch(() => {})); // its phase says why it failed
  busyLines.set(place, line);
  place.append(line.element);
}

/**
 * Run what the page ran above `block`, where this session has not: only then comes what is printed.
 * @param {HTMLElement} block
 * @param {Session} session
 * @returns {Promise<string>} what is to be said of it
 */
async function catchUp(block, session) {
  const missing = blocksAbove(block).filter((each) => !session.blocks.has(blockKey(each)));
  let failed = 0;
  for (const each of missing) if (await hasFailed(each, session)) failed += 1;
  if (!missing.length) return "";
  const blocks = missing.length === 1 ? "the block" : `the ${missing.length} blocks`;
  const which = missing.length === 1 ? "it" : failed === 1 ? "one of them" : `${failed} of them`;
  return `First ran ${blocks} above this one${failed ? `; ${which} ended with an error` : ""}.`;
}

/**
 * Run a block above another. One that cannot be sent says so when it is pressed itself.
 * @param {HTMLElement} block
 * @param {Session} session
 */
async function hasFailed(block, session) {
  try {
    return (await run(block, session)).failed;
  } catch (error) {
    if (error instanceof DemoError && error.kind === "unsent") return true;
    throw error;
  }
}

/** @param {HTMLElement} block @param {Session} session */
async function run(block, session) {
  const ran = await KINDS[block.dataset.liveRun ?? ""](session, inputsOf(block));
  session.blocks.add(blockKey(block));
  return ran;
}

/** @param {Session} session @param {string[]} statements */
async function pycon(session, statements) {
  const {steps} = await session.ask("enter", {statements});
  const more = new Console(session);
  more.output.append(...steps.map(showStep));
  /** @type {Answer[]} */
  const answers = steps.map(({source, output}) => [source, output]);
  return {shown: more.element, failed: steps.some(({failed}) => failed), answers};
}

/** @param {Session} session @param {string[]} lines what follows `python` in each command */
async function command(session, lines) {
  const shown = [];
  /** @type {Answer[]} */
  const answers = [];
  let failed = false;
  for (const line of lines) {
    const ran = await session.ask("command", {line});
    const {output, status} = ran;
    shown.push(showCommand(line, ran));
    answers.push([line, output]);
    failed = status !== 0;
    if (failed) break;
  }
  return {shown: h("div", {class: "steps"}, ...shown), failed, answers};
}

/** @param {Session} session @param {string[]} texts of the request, and of the answer that the page shows */
async function http(session, [request, expected]) {
  const sent = await session.ask("send", {text: request});
  if (sent.refused !== undefined) throw new DemoError("unsent", sent.refused);
  const real = h(
    "figure",
    {},
    h("figcaption", {}, "The answer just now"),
    h("pre", {tabindex: 0}, [`HTTP/1.1 ${sent.line}`, ...fields(sent.headers, expected), "", pretty(sent)].join("\n")),
  );
  const print = expected
    ? h("figure", {}, h("figcaption", {}, "As printed above"), h("pre", {tabindex: 0}, expected))
    : null;
  const head = [`HTTP/1.1 ${sent.line}`, ...sent.headers.map((field) => field.join(": "))].join("\n");
  /** @type {Answer[]} */
  const answers = [[request, `${head}\n\n${sent.body}`]];
  const shown = h("div", {}, h("div", {class: "answers"}, print, real), ...sent.letters.map(showLetter));
  return {shown, failed: sent.status >= 500, answers};
}

/**
 * @param {Fields} headers
 * @param {string} expected
 * @returns {string[]} the type of the content, and whatever the page shows as well
 */
function fields(headers, expected) {
  const printed = expected.split("\n\n")[0].toLowerCase();
  return headers
    .filter(([name]) => /^content-type$/i.test(name) || printed.includes(`\n${name.toLowerCase()}:`))
    .map(([name, value]) => `${name}: ${value}`);
}

/** @param {{headers: Fields, body: string}} sent */
function pretty({headers, body}) {
  if (!new Headers(headers).get("content-type")?.includes("json")) return body;
  try {
    return laidOut(body);
  } catch {
    return body;
  }
}
