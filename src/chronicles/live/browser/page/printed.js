// What a block of the page prints, as the project can be asked for it.

/** @import {Asked, Headers} from "../types/messages.js" */

const PROMPT = /^(>>>|\.\.\.)( |$)/;
const COMMAND = /^\$ (?:uv run |(?:\.\/)?\.venv\/bin\/)?(?:python3? |\.\/)manage\.py (.*)$/;
const ANSWER = /\n\n?(?=HTTP\/[\d.]+ \d)/; // what comes before one

/**
 * @param {Element} block
 * @returns {string} the text that it shows, without what the theme adds to it
 */
export const printedIn = (block) => ((block.querySelector("code") ?? block).textContent ?? "").replace(/\n$/, "");

/**
 * @param {string} printed a session of Python's console
 * @returns {string} its statements, without prompts and answers
 */
export function statements(printed) {
  const lines = printed.split("\n").filter((line) => PROMPT.test(line));
  return lines.map((line) => line.slice(4)).join("\n");
}

/**
 * @param {string} printed a session of a terminal
 * @returns {string[]} what of it can run here: what follows `manage.py`
 */
export function commands(printed) {
  return printed.split("\n").flatMap((line) => COMMAND.exec(line)?.[1] || []);
}

/**
 * @param {string} printed a request: its first line, headers, an empty line, perhaps a body and an answer
 * @returns {{asked: Asked, body: string, expected: string}} the request, and the answer without space around it
 */
export function parseRequest(printed) {
  const [before, expected = ""] = printed.split(ANSWER);
  const [head, ...rest] = before.split("\n\n");
  const [first, ...lines] = head.split("\n");
  const [method, address] = first.split(" ");
  const {pathname: path, search} = new URL(address, "http://localhost");
  const asked = {method, path, query: search.slice(1), headers: lines.flatMap(header), withCookies: true};
  return {asked, body: rest.join("\n\n"), expected: expected.trim()};
}

/**
 * @param {string} line
 * @returns {Headers} nothing for a line that is none, and for the host, which is the browser's to say
 */
function header(line) {
  const [, name = "", value = ""] = /^([^:]+):\s*(.+)$/.exec(line) ?? [];
  return value && !/^host$/i.test(name) ? [[name, value]] : [];
}
