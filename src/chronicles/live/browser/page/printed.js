// What a block of the page prints, as the project can be asked for it.

/** @import {Asked, Headers} from "../types/messages.js" */

/**
 * @param {Element} block
 * @returns {string} the text that it shows, without what the theme adds to it
 */
export const printedIn = (block) => ((block.querySelector("code") ?? block).textContent ?? "").replace(/\n$/, "");

/**
 * @param {HTMLElement} block
 * @returns {string[]} what of it can run here, as the build has read it (`data-live-inputs`)
 */
export const inputsOf = (block) => JSON.parse(block.dataset.liveInputs ?? "[]");

/**
 * @param {string} text a request: its first line, headers, perhaps an empty line and a body
 * @returns {{asked: Asked, body: string}}
 */
export function parseRequest(text) {
  const [head, ...rest] = text.split("\n\n");
  const [first, ...lines] = head.split("\n");
  const [method, address] = first.split(" ");
  const {pathname: path, search} = new URL(address, "http://localhost");
  const asked = {method, path, query: search.slice(1), headers: lines.flatMap(header), withCookies: true};
  return {asked, body: rest.join("\n\n")};
}

/**
 * @param {string} line
 * @returns {Headers} nothing for a line that is none, and for the host, which is the browser's to say
 */
function header(line) {
  const [, name = "", value = ""] = /^([^:]+):\s*(.+)$/.exec(line) ?? [];
  return value && !/^host$/i.test(name) ? [[name, value]] : [];
}
