// What comes of a block that the reader runs: the real answer, beside the printed one.

import {h, iconButton} from "./dom.js";
import {commands, text} from "./blocks.js";
import {Console, showStep} from "./console.js";
import {Editor} from "./editor.js";

const KINDS = {pycon, http, console: manage};

/** Run `block` in `session` and show in `result` what came of it. */
export async function runBlock(block, session, result, close) {
  const {liveRun: kind, liveEdit: name} = block.dataset;
  const shown = name ? await edit(session, name, block) : await KINDS[kind](session, text(block), block);
  result.replaceChildren(h("div", {class: "head"}, h("p", {class: "name"}, "In the running project"), iconButton("close", "Close", close)), shown);
}

/** The statements of a printed console session, without prompts and answers. */
export function statements(printed) {
  const lines = printed.split("\n").filter((line) => /^(>>>|\.\.\.)( |$)/.test(line));
  return lines.map((line) => line.slice(4)).join("\n");
}

async function pycon(session, printed) {
  const {steps} = await session.ask("run", {source: statements(printed)});
  const more = new Console(session);
  more.output.append(...steps.map(showStep));
  return more.element;
}

async function manage(session, printed, block) {
  const shown = [];
  for (const line of commands(block)) {
    const {output, status} = await session.ask("command", {line});
    shown.push(h("div", {class: "step"}, h("pre", {class: "source"}, `$ python manage.py ${line}`), h("pre", {class: status ? "output bad" : "output"}, output.trimEnd())));
    if (status) break;
  }
  return h("div", {class: "steps"}, ...shown);
}

/** A printed request: its first line, headers, an empty line, perhaps a body and an answer. */
export function parseRequest(printed) {
  const [asked] = printed.split(/\n\n?(?=HTTP\/[\d.]+ \d)/);
  const [head, ...rest] = asked.split("\n\n");
  const [first, ...lines] = head.split("\n");
  const [method, address] = first.split(" ");
  const headers = lines.map((line) => line.split(/:\s*/, 2)).filter(([name, value]) => value && !/^host$/i.test(name));
  const {pathname, search} = new URL(address, "http://localhost");
  return {asked: {method, path: pathname, query: search.slice(1), headers, withCookies: true}, body: rest.join("\n\n")};
}

async function http(session, printed) {
  const {asked, body} = parseRequest(printed);
  const bytes = body ? new TextEncoder().encode(body).buffer : null;
  const {status, headers, body: answered} = await session.request(asked, bytes);
  const type = new Headers(headers).get("content-type") ?? "";
  const said = pretty(new TextDecoder().decode(answered), type);
  const [, expected] = printed.split(/\n\n?(?=HTTP\/[\d.]+ \d)/);
  const real = h("figure", {}, h("figcaption", {}, "The answer just now"), h("pre", {tabindex: 0}, [`HTTP/1.1 ${status}`, `Content-Type: ${type}`, "", said].join("\n")));
  const print = expected ? h("figure", {}, h("figcaption", {}, "As printed above"), h("pre", {tabindex: 0}, expected.trim())) : null;
  return h("div", {class: "answers"}, print, real);
}

function pretty(said, type) {
  if (!type.includes("json")) return said;
  try {
    return JSON.stringify(JSON.parse(said), null, 2);
  } catch {
    return said;
  }
}

async function edit(session, name, block) {
  const editor = new Editor(session, {only: name});
  const [first] = text(block).split("\n").filter((line) => line.trim());
  requestAnimationFrame(() => editor.show(name, first));
  return editor.element;
}
