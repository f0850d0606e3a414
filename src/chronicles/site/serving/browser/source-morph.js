// Brings a page to what its source is now. What is the same in the source before and after keeps its node in the page,
// with all that happened to it: a demo that runs, an open <details>, what somebody typed.

/** The page cannot be brought there node by node: it has to be loaded. */
export class MustReload extends Error {}

/** A script for each of these parts has done its work when the page was loaded; a policy can only become narrower. */
const ONCE =
  "script:not([type='application/json'], [type='application/ld+json']), meta[http-equiv='Content-Security-Policy'], .chronicles-since, .chronicles-since-choice, .chronicles-year, .chronicles-comments";
/** What scripts add to, or what is one picture: it is replaced as a whole. */
const WHOLE =
  "pre, .highlight, svg, table, iframe, video, audio, math, live-demo, script, style, meta[http-equiv], .arithmatex, .mermaid";
const MOST = 1e6; // comparisons of two lists of nodes

/** @param {Node} node */
const isElement = (node) => node instanceof Element || node.nodeType === Node.ELEMENT_NODE;
/** @param {Node} node */
const element = (node) => /** @type {Element} */ (node);
/** @param {Node} node */
const keyOf = (node) => (isElement(node) ? element(node).outerHTML : `${node.nodeType} ${node.nodeValue}`);

/**
 * @param {Node} before
 * @param {Node} after
 */
const isAlike = (before, after) => {
  if (before.nodeName !== after.nodeName) return false;
  if (!isElement(before)) return true;
  return element(before).className === element(after).className && !element(before).matches(WHOLE);
};

/**
 * The nodes that two lists have in common, in their order, as pairs of positions (the longest common subsequence).
 * @param {string[]} before
 * @param {string[]} after
 * @returns {[number, number][]}
 */
export const common = (before, after) => {
  let first = 0;
  while (first < before.length && first < after.length && before[first] === after[first]) first++;
  let last = 0;
  const shorter = Math.min(before.length, after.length) - first;
  while (last < shorter && before.at(-1 - last) === after.at(-1 - last)) last++;
  const [rows, columns] = [before.length - first - last, after.length - first - last];
  /** @type {[number, number][]} */
  const pairs = Array.from({length: first}, (_, at) => [at, at]);
  if (rows * columns <= MOST) {
    const length = Array.from({length: rows + 1}, () => new Uint32Array(columns + 1));
    for (let row = rows - 1; row >= 0; row--)
      for (let column = columns - 1; column >= 0; column--)
        length[row][column] =
          before[first + row] === after[first + column]
            ? length[row + 1][column + 1] + 1
            : Math.max(length[row + 1][column], length[row][column + 1]);
    for (let row = 0, column = 0; row < rows && column < columns;)
      if (before[first + row] === after[first + column]) pairs.push([first + row++, first + column++]);
      else if (length[row + 1][column] >= length[row][column + 1]) row++;
      else column++;
  }
  for (let at = last; at > 0; at--) pairs.push([before.length - at, after.length - at]);
  return pairs;
};

export class SourceMorph {
  /** @param {Map<Node, Node>} nodes the nodes of the page, by those of the source */
  constructor(nodes) {
    this.nodes = nodes;
    /** @type {Map<Node, Node>} the same for the source as it is now */
    this.now = new Map();
    /** Whether something is new in the page, for scripts to look at. */
    this.isNew = false;
  }

  /**
   * Bring what came of `before` to what `after` says; throws `MustReload`.
   * @param {Node} before
   * @param {Node} after
   */
  morph(before, after) {
    const live = this.live(before);
    if (before.isEqualNode(after)) return this.keep(before, after);
    this.now.set(after, live);
    if (!isElement(before)) {
      live.nodeValue = after.nodeValue;
      return;
    }
    // What those two say is changed by scripts: colours, whether there is one.
    if (!["BODY", "HEAD"].includes(before.nodeName)) this.attributes(element(before), element(after), element(live));
    this.children(before, after, live);
  }

  /**
   * @param {Node} source
   * @returns {Node} what came of it in the page
   */
  live(source) {
    const live = this.nodes.get(source);
    if (!live?.isConnected) throw new MustReload("a script has replaced a part of the page");
    return live;
  }

  /**
   * @param {Node} before
   * @param {Node} after the same
   */
  keep(before, after) {
    const live = this.nodes.get(before);
    if (live) this.now.set(after, live);
    before.childNodes.forEach((child, at) => this.keep(child, /** @type {Node} */ (after.childNodes[at])));
  }

  /**
   * @param {Element} before
   * @param {Element} after
   * @param {Element} live
   */
  attributes(before, after, live) {
    for (const {name, value} of after.attributes)
      if (before.getAttribute(name) !== value) live.setAttribute(name, value);
    for (const {name} of before.attributes) if (!after.hasAttribute(name)) live.removeAttribute(name);
  }

  /**
   * @param {Node} before
   * @param {Node} after
   * @param {Node} live
   */
  children(before, after, live) {
    const [olds, news] = [[...before.childNodes], [...after.childNodes]];
    const pairs = common(olds.map(keyOf), news.map(keyOf));
    let [row, column] = [0, 0];
    for (const [kept, same] of [...pairs, [olds.length, news.length]]) {
      this.replace(olds.slice(row, kept), news.slice(column, same), live, olds[kept]);
      if (kept < olds.length) this.keep(olds[kept], news[same]);
      [row, column] = [kept + 1, same + 1];
    }
  }

  /**
   * Turn some nodes that stand beside each other into others.
   * @param {Node[]} olds
   * @param {Node[]} news
   * @param {Node} parent in the page
   * @param {Node | undefined} next the node of the source behind them
   */
  replace(olds, news, parent, next) {
    let at = 0;
    for (const after of news) {
      const found = olds.findIndex((old, place) => place >= at && isAlike(old, after));
      if (found < 0) {
        this.insert(after, parent, olds[at] ?? next);
        continue;
      }
      olds.slice(at, found).forEach((old) => this.remove(old, parent));
      this.morph(olds[found], after);
      at = found + 1;
    }
    olds.slice(at).forEach((old) => this.remove(old, parent));
  }

  /**
   * @param {Node} after
   * @param {Node} parent
   * @param {Node | undefined} next
   */
  insert(after, parent, next) {
    this.refuse(after);
    const fresh = document.importNode(after, true);
    this.pair(after, fresh);
    parent.insertBefore(fresh, next ? this.topmost(next, parent) : this.end(parent));
    this.isNew ||= isElement(after);
  }

  /**
   * @param {Node} old
   * @param {Node} parent
   */
  remove(old, parent) {
    this.refuse(old);
    const live = this.topmost(old, parent);
    parent.removeChild(live);
  }

  /**
   * @param {Node} source
   * @param {Node} parent
   * @returns {Node} the child of `parent` that is, or holds, what came of the source: a script may have wrapped it
   */
  topmost(source, parent) {
    let live = this.live(source);
    while (live.parentNode && live.parentNode !== parent) live = live.parentNode;
    if (!live.parentNode) throw new MustReload("a script has moved a part of the page");
    return live;
  }

  /**
   * What stands behind all that came from the server: in the body, our script and what scripts have added.
   * @param {Node} parent
   */
  end(parent) {
    return parent === document.body ? document.querySelector("body > [data-chronicles-serve]") : null;
  }

  /** @param {Node} source */
  refuse(source) {
    if (isElement(source) && (element(source).matches(ONCE) || element(source).querySelector(ONCE)))
      throw new MustReload("a script has to run anew");
  }

  /**
   * @param {Node} source
   * @param {Node} live
   */
  pair(source, live) {
    this.now.set(source, live);
    source.childNodes.forEach((child, at) => this.pair(child, live.childNodes[at]));
  }
}
