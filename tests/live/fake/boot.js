// A fake in the place of the runtime's boot.js: all that stands around Python is tried with a project that
// is written in JavaScript, and ready at once. It keeps to what worker.js asks of the real one.

/** @import {bootPython as real, laterPacks as realLater} from "../../../src/chronicles/live/browser/engine/boot.js" */
/** @import {Asked, Cookie, Headers, Letter, Step} from "../../../src/chronicles/live/browser/types/messages.js" */
/** @import {RunningProject as Project, FileSystem, PyBytes} from "../../../src/chronicles/live/browser/types/pyodide.js" */

/**
 * @typedef {object} Answered
 * @property {number} [status] where it is not 200
 * @property {Headers} [headers] where it is not a page
 * @property {string} [text]
 * @property {string[]} [parts] of a stream
 */

/** @type {Record<string, string>} */
const FIRST = {
  "notes/models.py": "class Note(Model):\n    title = CharField()\n",
  "notes/views.py":
    "class Notes(ListView):\n    model = Note\n    heading = 'Notes'\n\n\nclass Add(CreateView):\n    model = Note\n",
  "static/notes/site.css": "h1 { color: rgb(0, 0, 1) }\n",
  "templates/notes.html": "<h1>{{ heading }}</h1>\n",
};
const LETTER = {
  from: "a@example.org",
  to: ["b@example.org", "c@example.org"],
  subject: "A <b>note</b>",
  body: "Dear reader,\n\nhello",
  attachments: ["note.txt"],
};
/** @type {Headers[number]} */
const HTML = ["Content-Type", "text/html; charset=utf-8"];

/** @type {FileSystem} */
const NO_FILES = {mkdirTree: () => {}, writeFile: () => {}};

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);
/** @param {Uint8Array<ArrayBuffer>} data @returns {PyBytes} */
const python = (data) => ({toJs: () => data}); // as Pyodide hands over `bytes`

/** @returns {never} */
function noMemory() {
  throw new Error("a fake has no memory that could be kept");
}

/** @type {typeof real} */
export async function bootPython(manifest, _, {stage, arrived, log}) {
  arrived(manifest.download / 2);
  arrived(manifest.download / 2);
  stage("python");
  log("Python is a fake");
  return {
    FS: NO_FILES,
    runPython: () => () => {},
    pyimport: () => ({
      RunningProject: (options, _fetch, _setZone, show) => new RunningProject(options, show),
      create: noMemory,
      prepare: noMemory,
      resume: noMemory,
    }),
  };
}

/** @type {typeof realLater} */
export const laterPacks = () => () => {};

/** @implements {Project} */
class RunningProject {
  /** @param {string} options @param {(json: string) => void} show */
  constructor(options, show) {
    this.show = show;
    this.options = JSON.parse(options);
    this.text = {...FIRST};
    this.notes = ["The first"];
    /** @type {Letter[]} what was sent by what runs */
    this.letters = [];
    this.visits = 0;
  }

  /** @param {string} jar @param {string} gone @param {[name: string, data: Uint8Array][]} saved */
  restore(jar, gone, saved) {
    for (const [name, data] of saved) {
      const text = new TextDecoder().decode(data);
      if (name === "db.sqlite3") ({notes: this.notes, visits: this.visits} = JSON.parse(text));
      else this.text[name] = text;
    }
    for (const name of JSON.parse(gone)) delete this.text[name];
    this.restored = JSON.parse(jar);
  }

  start() {
    if (this.text["notes/models.py"].includes("while True")) for (;;); // until the worker is stopped
    if (this.text["notes/models.py"].includes("oops")) throw new Error("NameError: name 'oops' is not defined");
  }

  serve() {}

  /** @returns {Cookie[]} */
  get cookies() {
    return [{name: "visits", value: String(this.visits), path: "/"}];
  }

  /**
   * @param {string} json
   * @param {Uint8Array | undefined} sent
   * @param {(json: string, beginning: PyBytes) => void} head
   * @param {(data: PyBytes) => void} part
   */
  answer(json, sent, head, part) {
    const asked = JSON.parse(json);
    const body = sent ? new TextDecoder().decode(sent) : "";
    const {status = 200, headers = [HTML], text = "", parts} = this.#answer(asked, body);
    head(JSON.stringify({status, headers, streams: Boolean(parts), cookies: this.cookies}), python(bytes(text)));
    for (const each of parts || []) part(python(bytes(each)));
  }

  /** @param {string} raw */
  send(raw) {
    const [head, ...rest] = raw.split("\n\n");
    const [first, ...lines] = head.split("\n");
    const [method, target] = first.split(" ");
    if (head.includes("{")) return JSON.stringify({refused: "no earlier answer of this page has it"});
    const [path, query = ""] = target.split("?");
    /** @type {Headers} */
    const fields = lines.map((line) => [line.split(": ")[0], line.split(": ")[1]]);
    const asked = {method, path, query, headers: fields, withCookies: true};
    const {status = 200, headers = [HTML], text = "", parts = []} = this.#answer(asked, rest.join("\n\n"));
    const body = text + parts.join("");
    return JSON.stringify({
      method,
      path: target,
      line: `${status} OK`,
      status,
      headers,
      body,
      cookies: this.cookies,
      letters: this.letters.splice(0),
    });
  }

  /** @param {Asked} asked @param {string} body @returns {Answered} */
  #answer(asked, body) {
    const {path, method} = asked;
    const {script} = this.options;
    if (path === "/add/") {
      this.notes.push(new URLSearchParams(body).get("title") ?? "");
      return {status: 302, headers: [["Location", `${script}/`]]};
    }
    if (path === "/mail/") this.#mail();
    if (path === "/echo/")
      return {headers: [["Content-Type", "application/json"]], text: JSON.stringify({...asked, body})};
    if (path === "/stream/") return {headers: [["Content-Type", "text/plain"]], parts: ["one ", "two ", "three"]};
    if (path === "/empty/") return {status: 204, headers: []};
    if (path === "/kept/") return {headers: [HTML, ["Cache-Control", "max-age=5"]], text: this.#page("Kept")};
    if (path === "/loop/") for (;;); // until the worker is stopped
    if (path === "/fails/") throw new Error("TypeError in the bridge");
    if (path === "/full/")
      indexedDB.open = () => {
        throw new Error("no room");
      };
    if (path === "/static/notes/site.css")
      return {headers: [["Content-Type", "text/css"]], text: this.text["static/notes/site.css"]};
    if (path === "/nothing/") return {status: 404, text: this.#page("Page not found")};
    if (path === "/broken/") return {status: 500, text: this.#page("Server error")};
    if (path === "/" && method === "GET") this.visits += 1;
    return {text: this.#page(this.#heading(path))};
  }

  /** @param {string} path */
  #heading(path) {
    if (path !== "/") return path;
    return /heading = '(.*)'/.exec(this.text["notes/views.py"])?.[1] ?? "?";
  }

  /** @param {string} heading */
  #page(heading) {
    const {script, inside} = this.options;
    const cookies = JSON.stringify(this.cookies).replaceAll('"', "&quot;");
    return `<!doctype html><html lang="en"><head><script src="${inside}" data-script="${script}" data-cookies="${cookies}"></script>
<title>${heading}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${script}/static/notes/site.css"></head><body>
<h1>${heading}</h1><p id="visits">${this.visits}</p><ul>${this.notes.map((note) => `<li>${note}</li>`).join("")}</ul>
<form method="post" action="/add/"><input name="title"><button>Add</button><button id="other" formaction="/echo/?by=button">Other</button></form>
<a id="root" href="/echo/?from=link">root</a> <a id="own" href="${script}/echo/?from=own">own</a>
<button id="leave" type="button">leave</button> <button id="popup" type="button">pop-up</button>
<script>
const at = (id) => document.getElementById(id);
at("leave").onclick = () => { location.href = "/echo/?from=script#there"; };
at("popup").onclick = () => open("/popup/");
</script></body></html>`;
  }

  /** @param {string} source */
  run(source) {
    /** @type {(output: string, more?: Partial<Step>) => Step} */
    const step = (output, more) => ({source, output, sql: [], letters: [], failed: false, ended: false, ...more});
    if (source === "1 / 0") return JSON.stringify([step("ZeroDivisionError: division by zero\n", {failed: true})]);
    if (source.startsWith("add ")) this.notes.push(source.slice(4));
    if (source === "while True: pass") for (;;); // until the worker is stopped
    if (source === "send") {
      this.#mail();
      return JSON.stringify([step("1\n", {letters: this.letters.splice(0)})]);
    }
    if (source === "die") throw new Error("Fatal Python error: out of memory");
    if (source === "too deep") throw new RangeError("Maximum call stack size exceeded");
    if (source === "raise") throw new Error("the bridge broke");
    const sql = source.includes("count") ? ["SELECT COUNT(*) FROM notes"] : [];
    return JSON.stringify(source.split("\n\n").map((each) => ({...step(`ran ${each}\n`), source: each, sql})));
  }

  #mail() {
    this.show(JSON.stringify(LETTER));
    this.letters.push(LETTER);
  }

  /** @param {string} statements */
  enter(statements) {
    return JSON.stringify(JSON.parse(statements).flatMap((/** @type {string} */ each) => JSON.parse(this.run(each))));
  }

  /** @param {string} line */
  command(line) {
    if (line.startsWith("add ")) this.notes.push(line.slice(4));
    if (line.startsWith("manage.py test --verbosity 2"))
      return JSON.stringify({status: 0, output: this.#tested(), letters: []});
    if (line === "manage.py makemigrations --check --dry-run" && this.text["notes/models.py"].includes("nickname"))
      return JSON.stringify({status: 1, output: "Migrations for 'notes':\n", letters: []});
    if (line.startsWith("manage.py test ")) return JSON.stringify({separate: true});
    if (line.includes("sendtestemail")) this.#mail();
    const letters = this.letters.splice(0);
    return JSON.stringify({status: line.includes("unknown") ? 1 : 0, output: `${line}\n`, letters});
  }

  /** @param {string} _ @param {string} printed @param {string} answers */
  differing(_, printed, answers) {
    /** @type {[string, string][]} */
    const pairs = JSON.parse(answers);
    return JSON.stringify(
      pairs.filter(([, output]) => !printed.split("\n").includes(output.trim())).map(([input]) => input),
    );
  }

  /** @param {string} line */
  run_separately(line) {
    if (line.includes("endless")) for (;;); // until the worker is stopped
    if (line.includes("broken")) throw new Error("Fatal Python error: out of memory");
    this.notes.push("a note of the tests");
    return JSON.stringify({
      status: 0,
      output: `${line}: ${this.notes.length} notes, ${this.restored?.length} cookie\n`,
      letters: [],
    });
  }

  #tested() {
    const isSolved = this.text["notes/views.py"].includes("'Solved'");
    const known = "notes/tests.py" in this.text ? "test_known (notes.tests.T.test_known) ... ok\n" : "";
    const id = "test_the_heading (notes.tests.T.test_the_heading)";
    if (this.text["notes/views.py"].includes("'Threads'"))
      return `${known}${id} ... skipped 'no threads'\nRan 2 tests in 0.1s\n`;
    const fault = `\n${"=".repeat(70)}\nFAIL: ${id}\n${"-".repeat(70)}\nAssertionError: 'Notes'\n\n`;
    return `${known}${id} ... ${isSolved ? "ok\n" : `FAIL\n${fault}`}${"-".repeat(70)}\nRan 2 tests in 0.1s\n`;
  }

  files() {
    return JSON.stringify(Object.keys(this.text).sort());
  }

  /** @param {string} name */
  read(name) {
    return JSON.stringify({text: this.text[name], first: FIRST[name]});
  }

  /** @param {string} name @param {string} text */
  edit(name, text) {
    if (text.includes("(:")) return JSON.stringify({outcome: "wrong", line: 2, message: "SyntaxError: invalid syntax"});
    if (text.includes("not_there"))
      return JSON.stringify({outcome: "failed", message: "NameError: name 'not_there'\n"});
    this.text[name] = text;
    return JSON.stringify({outcome: name.endsWith("models.py") ? "restart" : "done"});
  }

  get #changed() {
    return Object.keys(FIRST).filter((name) => this.text[name] !== FIRST[name]);
  }

  edited() {
    return JSON.stringify(this.#changed);
  }

  archive() {
    if (this.notes.includes("too much")) throw new Error("no room");
    return python(bytes(`views: ${this.text["notes/views.py"]}`));
  }

  /** @param {(name: string, data: PyBytes) => void} each */
  save(each) {
    for (const name of this.#changed) each(name, python(bytes(this.text[name])));
    each("db.sqlite3", python(bytes(JSON.stringify({notes: this.notes, visits: this.visits}))));
    return JSON.stringify({gone: [], jar: this.cookies});
  }
}
