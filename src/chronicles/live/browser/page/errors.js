// What can go wrong, in words for a reader: what it is, and what to do.

/** @type {Record<string, [title: string, text: string]>} */
const WORDS = {
  file: [
    "A page opened from a file cannot run the project",
    "Browsers allow that only to pages that come from a web server. Open the site through its address, or serve its folder.",
  ],
  insecure: [
    "This address is not secure enough",
    "Browsers run a project in a page only over https:// or on localhost.",
  ],
  serviceworker: [
    "This browser does not allow service workers here",
    "The project answers its pages through one. Private windows of some browsers switch them off: try an ordinary window.",
  ],
  webassembly: [
    "This browser has no WebAssembly",
    "Python needs it to run in a page. It may be switched off in the settings (a “lockdown” or “high security” mode), or the browser is old.",
  ],
  old: ["This browser is too old", "It lacks something that Python in a page needs. A current one will do."],
  network: [
    "The download broke off",
    "What has arrived is kept, so another try goes on from there. Look whether you are online.",
  ],
  missing: [
    "A part of the demo is not there",
    "The site may just have been renewed. Reload the page; if that does not help, its author should know.",
  ],
  damaged: [
    "A part of the demo arrived damaged",
    "It is not what the site's author published, so it was not run. Reload the page, and try again.",
  ],
  memory: ["There is not enough memory", "Close other tabs, then start again. A phone may be too small for this."],
  recursion: [
    "A recursion was too deep",
    "Functions that call each other without end, or data that is nested too deeply, end Python in a browser. It can start again, with what was saved.",
  ],
  python: [
    "The project did not start",
    "What Python said is below. If you changed the project, “Start from the original” takes your changes back.",
  ],
  unsent: [
    "This request cannot be sent",
    "Where it names what an earlier request of the page answered, send that one first.",
  ],
  stopped: ["The project was stopped", "It can start again, with what was saved."],
};

/**
 * @param {string} kind of a `DemoError`
 * @returns {{title: string, text: string}} what to tell the reader
 */
export function explain(kind) {
  const [title, text] = WORDS[kind] ?? WORDS.python;
  return {title, text};
}
