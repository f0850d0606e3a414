// JSON, laid out for reading.

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Lay JSON out as `JSON.stringify(value, null, 2)` does, with every token as it came: as a value of JavaScript, `2.0`
 * would be 2, and an integer of twenty digits another one.
 *
 * @param {string} text
 * @returns {string}
 * @throws {SyntaxError} where it is no JSON
 */
export function laidOut(text) {
  JSON.parse(text);
  let said = "";
  let depth = 0;
  let before = "";
  for (const token of text.match(TOKEN) ?? []) {
    const isFirst = before === "{" || before === "[";
    const closes = token === "}" || token === "]";
    if (isFirst) depth += 1;
    if (closes) depth -= 1;
    if (before === "," || isFirst !== closes) said += `\n${"  ".repeat(depth)}`;
    said += token === ":" ? ": " : token;
    before = token;
  }
  return said;
}
