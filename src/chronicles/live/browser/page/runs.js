// What comes of a block that the reader runs: the real answer, beside the printed one.

import {Console, showStep} from "./console.js";
import {h, iconButton} from "./dom.js";
import {Editor} from "./editor.js";
import {inputsOf, parseRequest, printedIn} from "./printed.js";

/** @import {Session} from "./session.js" */

/** @type {Record<string, (session: Session, inputs: string[]) => Promise<HTMLElement>>} */
const KINDS = {pycon, http, console: manage};

/**
 * Run `block` in `session` and show in `result` what came of it.
 * @param {HTMLElement} block
 * @param {Session} session
 * @param {HTMLElement} result
 * @param {() => void} close
 */
export async function runBlock(block, session, result, close) {
  const {liveRun: kind = "", liveEdit: name} = block.dataset;
  const shown = name ? edit(session, name, printedIn(block)) : await KINDS[kind](session, inputsOf(block));
  result.replaceChildren(
    h("div", {class: "head"}, h("p", {class: "name"}, "In the running project"), iconButton("close", "Close", close)),
    shown,
  );
}

/** @param {Session} session @param {string[]} statements */
async function pycon(session, statements) {
  const {steps} = await session.ask("run", {source: statements.join("\n")});
  const more = new Console(session);
  more.output.append(...steps.map(showStep));
  return more.element;
}

/** @param {Session} session @param {string[]} lines what follows `manage.py` in each command */
async function manage(session, lines) {
  const shown = [];
  for (const line of lines) {
    const {output, status} = await session.ask("command", {line});
    shown.push(
      h(
        "div",
        {class: "step"},
        h("pre", {class: "source"}, `$ python manage.py ${line}`),
        h("pre", {class: status ? "output bad" : "output"}, output.trimEnd()),
      ),
    );
    if (status) break;
  }
  return h("div", {class: "steps"}, ...shown);
}

/** @param {Session} session @param {string[]} texts of the request, and of the answer that the page shows */
async function http(session, [request, expected]) {
  const {asked, body} = parseRequest(request);
  const bytes = body ? new TextEncoder().encode(body).buffer : null;
  const {status, headers, body: answered} = await session.request(asked, bytes);
  const type = new Headers(headers).get("content-type") ?? "";
  const said = pretty(new TextDecoder().decode(answered), type);
  const real = h(
    "figure",
    {},
    h("figcaption", {}, "The answer just now"),
    h("pre", {tabindex: 0}, [`HTTP/1.1 ${status}`, `Content-Type: ${type}`, "", said].join("\n")),
  );
  const print = expected
    ? h("figure", {}, h("figcaption", {}, "As printed above"), h("pre", {tabindex: 0}, expected))
    : null;
  return h("div", {class: "answers"}, print, real);
}

/** @param {string} said @param {string} type the content's */
function pretty(said, type) {
  if (!type.includes("json")) return said;
  try {
    return JSON.stringify(JSON.parse(said), null, 2);
  } catch {
    return said;
  }
}

/** @param {Session} session @param {string} name @param {string} printed */
function edit(session, name, printed) {
  const editor = new Editor(session, {only: name});
  const first = printed.split("\n").find((line) => line.trim());
  requestAnimationFrame(() => editor.show(name, first));
  return editor.element;
}
