// What readers type at a prompt: Python, commands of a terminal, and what they copied with its prompts.

/** @import {Step} from "../types/messages.js" */

const PROMPT = /^\s*(>>>|\.\.\.)( |$)/;
const COMMAND = /^\s*[$%!]?\s*(?:(?:python3?|py)\s+(?=\S*\.py\b|-m\s)|(?:\.\/)?(?=manage\.py\b))(.+?)\s*$/;
const INSTALLER =
  /^\s*[$%!]?\s*(?:(?:pip3?|uv pip)\s+(?=(?:un)?install\b|list\b|freeze\b|show\b)|uv\s+(?=add\b))(.+?)\s*$/;
const TERMINAL = new Set(
  "$ % ! ls dir cd cat pwd mkdir rm cp mv touch clear cls git code nano vim python python3 py uv django-admin sudo".split(
    " ",
  ),
);
const NO_TERMINAL =
  "This is Python's prompt, and no terminal: type Python here, or a command of the project such as “python manage.py check”.";
const NO_PACKAGE = "The packages of a demo are those that the site has: none can be added.";
const ENDED = "Python began anew here: the names of before are gone. The project and its data are as they were.";

/**
 * @param {string} typed
 * @returns {{line: string, source?: undefined} | {line?: undefined, source: string}} a command, as what follows
 *     `python`, or Python without its prompts
 */
export function readTyped(typed) {
  if (!typed.trim().includes("\n")) {
    const [, line] = COMMAND.exec(typed) ?? [];
    if (line) return {line};
    const [, words] = INSTALLER.exec(typed) ?? [];
    if (words) return {line: `-m pip ${words}`};
  }
  return {source: withoutPrompts(typed)};
}

/**
 * @param {string} typed
 * @returns {string} the statements alone, where prompts stand before them: what stands between was printed
 */
function withoutPrompts(typed) {
  const lines = typed.split("\n");
  const first = lines.find((line) => line.trim());
  if (!first || !/^\s*>>>( |$)/.test(first)) return typed;
  return lines.flatMap((line) => (PROMPT.test(line) ? [line.replace(PROMPT, "")] : [])).join("\n");
}

/**
 * @param {Pick<Step, "source" | "output" | "failed" | "ended">} step
 * @returns {string} what helps beside what Python says, where something does
 */
export function explanation({source, output, failed, ended}) {
  if (ended) return ENDED;
  if (!failed) return "";
  if (/^ModuleNotFoundError: No module named '[\w.]+'$/m.test(output)) return NO_PACKAGE;
  const isUnknown = /^(SyntaxError|NameError): /m.test(output);
  const [word] = /^\s*([$%!]|[\w-]+)/.exec(source)?.slice(1) ?? [];
  return isUnknown && word && TERMINAL.has(word) ? NO_TERMINAL : "";
}
