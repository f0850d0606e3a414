// Elements without markup in strings: nothing that a project says can become an element by accident.

/** @import {Child, Properties} from "../types/elements.js" */

/**
 * Make an element. A property that begins with `on` is a listener, `true` and `false` set and leave
 * out an attribute, everything else becomes one.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Properties} [properties]
 * @param {...Child} children those that are null are left out
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** @typedef {"play" | "back" | "forward" | "reload" | "menu" | "close" | "edit"} Icon */

/** @type {Record<Icon, string>} */
const SHAPES = {
  play: "M8 5v14l11-7z",
  back: "M20 11H7.8l5.6-5.6L12 4l-8 8 8 8 1.4-1.4L7.8 13H20z",
  forward: "M4 11h12.2l-5.6-5.6L12 4l8 8-8 8-1.4-1.4 5.6-5.6H4z",
  reload: "M17.7 6.3A8 8 0 1 0 19.7 14h-2.1A6 6 0 1 1 16.2 7.8L13 11h7V4z",
  menu: "M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4m0 2a2 2 0 1 0 0 4 2 2 0 0 0 0-4m0 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
  close: "M19 6.4 17.6 5 12 10.6 6.4 5 5 6.4 10.6 12 5 17.6 6.4 19 12 13.4 17.6 19 19 17.6 13.4 12z",
  edit: "M3 17.2V21h3.8L17.8 9.9l-3.7-3.7zM20.7 7c.4-.4.4-1 0-1.4l-2.3-2.3c-.4-.4-1-.4-1.4 0l-1.8 1.8 3.7 3.7z",
};

/**
 * A small picture that says nothing to a screen reader: its button has words.
 * @param {Icon} name
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/**
 * A button with a picture and a name that is heard, and shown as a tooltip.
 * @param {Icon} name
 * @param {string} label
 * @param {(event: MouseEvent) => void} onclick
 * @param {Properties} [more]
 */
export const iconButton = (name, label, onclick, more = {}) =>
  h("button", {type: "button", class: "icon", "aria-label": label, title: label, onclick, ...more}, icon(name));

/** @type {Map<string, Promise<CSSStyleSheet>>} */
const sheets = new Map();
/** @type {CSSStyleSheet | undefined} */
let links;

/**
 * Give a shadow root a style sheet of the demos; each is fetched once a page.
 * @param {ShadowRoot} root
 * @param {string} [name]
 */
export async function style(root, name = "demo.css") {
  const sheet = sheets.get(name) ?? fetchSheet(name);
  sheets.set(name, sheet);
  sheet.catch(() => sheets.delete(name)); // the next one tries again
  const made = await sheet;
  if (!root.adoptedStyleSheets.includes(made)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, made];
}

/** @param {string} name */
async function fetchSheet(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${name} was answered with ${response.status}`);
  const made = new CSSStyleSheet();
  made.replaceSync(await response.text());
  return made;
}

/** Mark links that open a demo, in the page itself. */
export function styleLinks() {
  if (links) return;
  links = new CSSStyleSheet();
  links.replaceSync(`live-demo[sentence] > a::before { content: "\\25B8\\A0"; font-size: 0.85em; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, links];
}
