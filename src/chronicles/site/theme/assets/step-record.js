// What a browser keeps of the steps that its reader has done, and what follows from it: no page, no storage.
// The manual, progress.md, has the format. A classic script: ticks.js, which needs it, must not wait.

/** @import {Kept, StepRecord} from "../../types/theme.js" */

(() => {
  /** @type {NonNullable<typeof globalThis.chroniclesInLanguage>} */
  const inLanguage = globalThis.chroniclesInLanguage ?? ((_key, english) => english);
  const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_-]*\/[0-9]{2}$/u;

  /**
   * @param {unknown} value
   * @returns {value is Record<string, unknown>}
   */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /**
   * @param {unknown} value
   * @returns {value is string}
   */
  const isDay = (value) => {
    if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
    const date = new Date(`${value}T00:00Z`);
    return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(value);
  };

  /** @type {StepRecord["isName"]} */
  const isName = (text) => NAME.test(text);

  /**
   * What JSON says; `undefined` for what is none.
   * @type {StepRecord["parsed"]}
   */
  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };

  /**
   * What is kept in `text`; `null` is nothing yet.
   * @type {StepRecord["read"]}
   */
  const read = (text) => {
    if (text === null) return {version: 1, done: {}};
    const value = parsed(text);
    if (isObject(value) && isObject(value.done)) return /** @type {Kept} */ (/** @type {unknown} */ (value));
    return {version: 1, done: {}, unreadable: true};
  };

  /** @type {StepRecord["isDone"]} */
  const isDone = (kept, name) => Object.hasOwn(kept.done, name) && isDay(kept.done[name]);

  /**
   * The step of last time; after an import, which does not say, the one of the latest day.
   * @type {StepRecord["latest"]}
   */
  const latest = (names, kept) => {
    if (kept.last !== undefined && names.includes(kept.last)) return kept.last;
    const [first, ...others] = names.filter((name) => isDone(kept, name));
    return others.reduce((best, name) => (kept.done[name] < kept.done[best] ? best : name), first);
  };

  /**
   * Whoever opened a step goes on there, whoever ticked it with the next: then come those that were left out.
   * @type {StepRecord["following"]}
   */
  const following = (names, kept) => {
    const open = names.filter((name) => !isDone(kept, name));
    const from = Math.max(names.indexOf(latest(names, kept) ?? ""), 0);
    return names.slice(from).find((name) => open.includes(name)) ?? open[0];
  };

  /** @type {StepRecord["guide"]} */
  const guide = (name) => name.split("/")[0];

  /**
   * Through with a guide, one begins the next.
   * @type {StepRecord["onward"]}
   */
  const onward = (names, kept) => {
    const here = latest(names, kept);
    const own = names.filter((name) => here !== undefined && guide(name) === guide(here));
    const end = names.lastIndexOf(own.at(-1) ?? "") + 1;
    const others = [...names.slice(end), ...names.slice(0, end)];
    return following(own, kept) ?? others.find((name) => !isDone(kept, name));
  };

  /**
   * What a file gets, in the order of the names.
   * @type {StepRecord["exported"]}
   */
  const exported = (kept) => {
    const done = Object.entries(kept.done).filter(([name, day]) => isName(name) && isDay(day));
    return done.sort(([one], [other]) => (one < other ? -1 : 1));
  };

  /**
   * Why a file is none that can be imported; nothing where it is one.
   * @type {StepRecord["fault"]}
   */
  const fault = (file, names) => {
    if (!isObject(file) || !isObject(file.done))
      return inLanguage("fault_json", "it is no JSON with a list of the steps done");
    if (file.version !== 1) {
      const version = JSON.stringify(file.version) ?? "missing";
      return inLanguage("fault_version", `its version is ${version}, and this page reads version 1`, {version});
    }
    const entries = Object.entries(file.done);
    const odd = entries.find(([name, day]) => !isName(name) || !isDay(day));
    if (odd && !isName(odd[0]))
      return inLanguage("fault_name", `"${odd[0]}" is not the name of a step, such as students/05`, {name: odd[0]});
    if (odd) {
      const day = JSON.stringify(odd[1]);
      return inLanguage("fault_day", `${day} is not a day, such as 2026-11-21`, {day});
    }
    if (!entries.some(([name]) => names.includes(name)))
      return inLanguage("fault_none", "none of its steps is on this site");
    return "";
  };

  /**
   * Take steps in, the earlier day of each; return how many are new.
   * @type {StepRecord["merge"]}
   */
  const merge = (kept, done) => {
    const entries = Object.entries(done);
    const added = entries.filter(([name]) => !isDone(kept, name));
    const earlier = entries.filter(([name, day]) => !isDone(kept, name) || day < kept.done[name]);
    for (const [name, day] of earlier) kept.done[name] = day;
    return added.length;
  };

  const record = {isDay, isName, parsed, read, isDone, latest, following, onward, guide, exported, fault, merge};
  globalThis.chroniclesStepRecord = record;
})();
