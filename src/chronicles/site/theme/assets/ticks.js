// Which steps of the guides the reader has done: kept in this browser, sent nowhere. The manual, progress.md, has the format.
// It is loaded right behind what it fills, before anything below is there that could move. Instant navigation
// runs it again for each page.
(() => {
  if (globalThis.chroniclesTicks) return globalThis.chroniclesTicks();

  const SITE = new URL("..", document.currentScript.src); // one host may have many sites
  const KEY = `chronicles-steps:1:${SITE.pathname}`;
  const ASIDE = `${KEY}:unreadable`;
  const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_-]*\/[0-9]{2}$/u;
  const MEGABYTE = 1024 * 1024;
  const KEEPS_NOTHING =
    "This browser keeps nothing for this site: its storage is blocked or full. Allow the site to store data, then tick again.";
  const UNREADABLE = "What this browser kept of your steps cannot be read. The next tick puts it aside and begins anew.";

  // --- What is kept ---

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isDay = (value) => {
    if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
    const date = new Date(`${value}T00:00Z`);
    return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(value);
  };
  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };
  const kept = (text) => {
    if (text === null) return { version: 1, done: {} };
    const value = parsed(text);
    return isObject(value) && isObject(value.done) ? value : { version: 1, done: {}, unreadable: true };
  };
  // `null` where the browser keeps nothing.
  const read = () => {
    try {
      return kept(localStorage.getItem(KEY));
    } catch {
      return null;
    }
  };
  // Always of what is there now: another tab may have ticked since. What is not ours to know stays in.
  const change = (edit) => {
    try {
      const text = localStorage.getItem(KEY);
      const { unreadable, ...value } = kept(text);
      if (unreadable) localStorage.setItem(ASIDE, [localStorage.getItem(ASIDE), text].filter(Boolean).join("\n"));
      edit(value);
      localStorage.setItem(KEY, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };
  const isDone = (value, name) => Object.hasOwn(value.done, name) && isDay(value.done[name]);
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };

  // --- Where the reader is ---

  // The step of last time; after an import, which does not say, the one of the latest day.
  const latest = (names, value) => {
    if (names.includes(value.last)) return value.last;
    const done = names.filter((name) => isDone(value, name));
    return done.reduce((best, name) => (best && value.done[name] < value.done[best] ? best : name), undefined);
  };
  // Whoever opened a step goes on there, whoever ticked it with the next: then come those that were left out.
  const following = (names, value) => {
    const open = names.filter((name) => !isDone(value, name));
    const from = Math.max(names.indexOf(latest(names, value)), 0);
    return names.slice(from).find((name) => open.includes(name)) ?? open[0];
  };
  const guide = (name) => name?.split("/")[0];
  // Through with a guide, one begins the next.
  const onward = (names, value) => {
    const here = guide(latest(names, value));
    const own = names.filter((name) => guide(name) === here);
    const end = names.lastIndexOf(own.at(-1)) + 1;
    return following(own, value) ?? [...names.slice(end), ...names.slice(0, end)].find((name) => !isDone(value, name));
  };

  // --- What the pages show ---

  const each = (selector, fill) => document.querySelectorAll(selector).forEach(fill);
  const listed = (element) => element.dataset.steps.split(" ");
  const number = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
  const say = (element, words) => (element.querySelector("[role=status]").textContent = words);

  // As the entries of the journal have it: 21 November 2026.
  const inWords = (day) => {
    const { lang } = document.documentElement;
    return new Date(`${day}T00:00Z`).toLocaleDateString(lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeZone: "UTC" });
  };
  const standing = (name, names, value) => {
    if (value === null) return KEEPS_NOTHING;
    if (value.unreadable) return UNREADABLE;
    const count = names.filter((one) => isDone(value, one)).length;
    if (count === names.length) return "All steps of this guide are done.";
    const sum = `${count} of ${number(names.length, "step")} of this guide done.`;
    if (!isDone(value, name)) return sum;
    return `Done on ${inWords(value.done[name])}. ${sum}`;
  };
  const showStep = (value) => (box) => {
    const { step } = box.dataset;
    box.querySelector("button").setAttribute("aria-pressed", String(value !== null && isDone(value, step)));
    say(box, standing(step, listed(box), value));
    box.hidden = false;
  };
  const showMark = (value) => (mark) => {
    const done = value !== null && isDone(value, mark.dataset.step);
    mark.toggleAttribute("data-done", done);
    for (const [name, word] of [["role", "img"], ["aria-label", "done"]]) {
      done ? mark.setAttribute(name, word) : mark.removeAttribute(name);
    }
  };
  const showCount = (value) => (place) => {
    const names = listed(place);
    const count = value === null ? 0 : names.filter((name) => isDone(value, name)).length;
    place.textContent = value === null ? "" : `${count} of ${names.length} done`;
    if (place.hasAttribute("data-once")) place.hidden = count === 0; // where nothing needs saying of a guide not begun
  };
  const showNext = (value) => (link) => {
    const name = value === null ? undefined : following(listed(link), value);
    const row = name && document.querySelector(`.chronicles-mark[data-step="${name}"]`)?.closest("td").querySelector("a");
    link.hidden = !row;
    if (!row) return;
    link.href = row.href;
    link.textContent = `Next: ${row.textContent}`;
  };
  const showContinue = (value) => (box) => {
    const links = [...box.querySelector("template").content.querySelectorAll("a")];
    const names = links.map((link) => link.dataset.step);
    const here = value === null ? undefined : latest(names, value);
    const name = here && onward(names, value);
    box.hidden = !name;
    if (!name) return;
    const label = guide(name) === guide(here) ? "Continue where you left:" : "Begin the next guide:";
    const link = links[names.indexOf(name)].cloneNode(true);
    box.querySelector("p").replaceChildren(label, " ", link);
  };
  const showPanel = (value) => (panel) => {
    panel.hidden = false;
    say(panel, value === null ? KEEPS_NOTHING : value.unreadable ? UNREADABLE : "");
  };
  const show = () => {
    const value = read();
    each(".chronicles-tick", showStep(value));
    each("span.chronicles-mark[data-step]", showMark(value));
    each("span[data-steps]", showCount(value));
    each("a[data-steps]", showNext(value));
    each(".chronicles-continue", showContinue(value));
    each(".chronicles-mine", showPanel(value));
  };
  // A page that was opened behind the others counts when it is looked at.
  const visit = () => {
    const name = document.querySelector(".chronicles-tick")?.dataset.step;
    if (!name) return;
    if (document.visibilityState !== "visible") {
      document.addEventListener("visibilitychange", visit, { once: true });
      return;
    }
    const value = read();
    if (value && !value.unreadable && value.last !== name) change((now) => (now.last = name));
  };

  // --- What the reader does ---

  const tick = (button) => {
    const box = button.closest(".chronicles-tick");
    const { step } = box.dataset;
    const done = button.getAttribute("aria-pressed") !== "true";
    const could = change((value) => {
      if (done) value.done[step] = today();
      else delete value.done[step];
      value.last = step;
    });
    show();
    if (!could) say(box, KEEPS_NOTHING);
  };

  const download = (button) => {
    const panel = button.closest(".chronicles-mine");
    const value = read() ?? kept(null);
    const done = Object.entries(value.done).filter(([name, day]) => NAME.test(name) && isDay(day));
    if (done.length === 0) return say(panel, "There is nothing to export yet: no step is ticked.");
    done.sort(([one], [other]) => (one < other ? -1 : 1));
    const text = JSON.stringify({ site: SITE.href, version: 1, done: Object.fromEntries(done) }, null, 2);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: "application/json" }));
    link.download = "my-steps.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say(panel, `${number(done.length, "step")} exported as my-steps.json.`);
  };

  // Why a file is none that can be imported; nothing where it is one.
  const fault = (file, names) => {
    if (!isObject(file) || !isObject(file.done)) return "it is no JSON with a list of the steps done";
    if (file.version !== 1) return `its version is ${JSON.stringify(file.version) ?? "missing"}, and this page reads version 1`;
    const entries = Object.entries(file.done);
    const odd = entries.find(([name, day]) => !NAME.test(name) || !isDay(day));
    if (odd && !NAME.test(odd[0])) return `"${odd[0]}" is not the name of a step, such as students/05`;
    if (odd) return `${JSON.stringify(odd[1])} is not a day, such as 2026-11-21`;
    if (!entries.some(([name]) => names.includes(name))) return "none of its steps is on this site";
    return "";
  };
  const merged = (file, panel) => {
    const entries = Object.entries(file.done);
    let added = 0;
    const could = change((value) => {
      for (const [name, day] of entries) {
        if (!isDone(value, name)) added += 1;
        if (!isDone(value, name) || day < value.done[name]) value.done[name] = day;
      }
    });
    show();
    const before = entries.length - added;
    say(panel, could ? `${number(added, "step")} imported, ${before} ${before === 1 ? "was" : "were"} here before.` : KEEPS_NOTHING);
  };
  const upload = async (input) => {
    const panel = input.closest(".chronicles-mine");
    const [chosen] = input.files;
    if (!chosen) return;
    const names = [...panel.querySelectorAll("span[data-steps]")].flatMap(listed);
    const text = chosen.size > MEGABYTE ? "" : await chosen.text().catch(() => "");
    input.value = ""; // the same file may be chosen again
    const file = parsed(text);
    const why = chosen.size > MEGABYTE ? "it is larger than a megabyte" : fault(file, names);
    if (!why) return merged(file, panel);
    say(panel, `${chosen.name} was not imported: ${why}. Nothing was changed. Choose a file that Export wrote on this site.`);
  };

  const ask = (button) => {
    const panel = button.closest(".chronicles-mine");
    const value = read() ?? kept(null);
    const count = Object.keys(value.done).length;
    if (count === 0 && !value.last && !value.unreadable) return say(panel, "There is nothing to forget.");
    panel.querySelector("dialog p").textContent =
      `Forget ${number(count, "ticked step")}, and where you left? If you may want them back, export them first.`;
    panel.querySelector("dialog").showModal();
  };
  const forget = (button) => {
    const panel = button.closest(".chronicles-mine");
    button.closest("dialog").close();
    try {
      localStorage.removeItem(KEY);
      localStorage.removeItem(ASIDE);
    } catch {
      return say(panel, KEEPS_NOTHING);
    }
    show();
    say(panel, "All steps are forgotten.");
  };

  const DEEDS = {
    tick,
    export: download,
    import: (button) => button.closest(".chronicles-mine").querySelector("input").click(),
    ask,
    keep: (button) => button.closest("dialog").close(),
    forget,
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-ticks]");
    if (button) DEEDS[button.dataset.ticks](button);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.(".chronicles-mine input")) upload(event.target);
  });
  // Another tab ticked; `null` is a browser that forgot everything.
  addEventListener("storage", (event) => [KEY, null].includes(event.key) && show());
  const begin = () => {
    show();
    visit();
  };
  // A page that the browser had put by, as it was.
  addEventListener("pageshow", (event) => event.persisted && begin());
  document.addEventListener("DOMContentLoaded", show);
  globalThis.chroniclesTicks = begin;
  begin();
})();
