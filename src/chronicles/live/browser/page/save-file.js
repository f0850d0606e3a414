// Give the reader a file to keep.

import {h} from "./dom.js";

/**
 * @param {string} name
 * @param {string} type as MIME has it
 * @param {Uint8Array<ArrayBuffer>} data
 */
export function save(name, type, data) {
  const url = URL.createObjectURL(new Blob([data], {type}));
  const link = h("a", {href: url, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // a browser may begin to read it only after it has asked
}
