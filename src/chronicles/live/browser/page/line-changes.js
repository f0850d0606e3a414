// Which lines of an edited file are not those that it came with.

/** @typedef {"added" | "changed" | "removed"} LineChange */
/** @typedef {{fromA: number, toA: number, fromB: number, toB: number, endB: number}} Difference */
/** @typedef {{lineAt: (place: number) => {from: number, to: number}, length: number}} Lines */

/**
 * @param {readonly Difference[]} differences between the first text (A) and the edited one (B), as CodeMirror has them
 * @param {Lines} text the edited one
 * @returns {[place: number, change: LineChange][]} where each such line begins, in order; `removed` stands
 *   at the line that follows what is gone
 */
export function lineChanges(differences, text) {
  /** @type {Map<number, LineChange>} */
  const found = new Map();
  for (const {fromA, toA, fromB, toB, endB} of differences) {
    const first = text.lineAt(Math.min(fromB, text.length));
    if (fromB === toB) found.set(first.from, found.get(first.from) ?? "removed");
    else
      for (let line = first; line.from <= endB; line = text.lineAt(line.to + 1)) {
        found.set(line.from, fromA === toA ? "added" : "changed");
        if (line.to >= text.length) break;
      }
  }
  return [...found].sort(([one], [other]) => one - other);
}
