// An e-mail that the project sent: nobody gets it, so it is shown.

import {h} from "./dom.js";

/** @import {Letter} from "../types/messages.js" */

/**
 * @param {Letter} letter
 * @returns {HTMLElement} with its parties, its subject and its text, all of it as text
 */
export function showLetter({from, to, subject, body, attachments}) {
  const rows = [row("From", from), row("To", to.join(", ")), row("Subject", subject, "subject")];
  if (attachments.length) rows.push(row("With", attachments.join(", ")));
  return h(
    "figure",
    {class: "letter"},
    h("figcaption", {}, "E-mail, shown here and sent to nobody"),
    h("dl", {}, ...rows),
    h("pre", {}, body),
  );
}

/** @param {string} name @param {string} text @param {string} [kind] */
const row = (name, text, kind = "") => h("div", {}, h("dt", {}, name), h("dd", {class: kind || null}, text));
