// Runs where the content of a page ends, before its own scripts do: keeps what came from the server, and which node of
// the page came of which part of it. Scripts change the page later; `page-updates.js` compares what comes from the
// server with this.
{
  // In a document that is not shown, no picture is fetched, and nothing runs.
  const inert = document.implementation.createHTMLDocument("");
  /** @type {Map<Node, Node>} */
  const nodes = new Map();
  /**
   * @param {Node} source
   * @param {Node} live
   */
  const pair = (source, live) => {
    nodes.set(source, live);
    source.childNodes.forEach((child, at) => pair(child, /** @type {Node} */ (live.childNodes[at])));
  };
  /** @param {HTMLElement} live */
  const copy = (live) => {
    const source = inert.importNode(live, true);
    pair(source, live);
    return source;
  };
  globalThis.chroniclesSource = {head: copy(document.head), body: copy(document.body), nodes};
}
