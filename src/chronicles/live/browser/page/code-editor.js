// The text of files in CodeMirror: line numbers, search, the line that is wrong, and in a margin what has changed.

import {
  bracketMatching,
  Chunk,
  classHighlighter,
  css,
  Decoration,
  defaultKeymap,
  EditorState,
  EditorView,
  gutter,
  GutterMarker,
  history,
  historyKeymap,
  html,
  indentOnInput,
  indentUnit,
  indentWithTab,
  keymap,
  lineNumbers,
  python,
  RangeSet,
  search,
  searchKeymap,
  StateEffect,
  StateField,
  StreamLanguage,
  syntaxHighlighting,
  Text,
} from "../vendor/codemirror.js";
import {h} from "./dom.js";
import {lineChanges} from "./line-changes.js";

/** @import {LanguageSupport, StateEffectType} from "../vendor/codemirror.js" */
/** @import {LineChange} from "./line-changes.js" */

const LINE_END = /\r\n?|\n/;
const HINT = "Tab indents. To leave the text, press Escape, then Tab.";
/** @type {Record<string, () => LanguageSupport | StreamLanguage<unknown>>} */
const LANGUAGES = {
  py: python,
  html: () => StreamLanguage.define(html),
  css: () => StreamLanguage.define(css),
};

/** @type {StateEffectType<number | null>} */
const setWrong = StateEffect.define();
const WRONG = Decoration.line({class: "cm-wrong"});

/** The line that is wrong, counted from 1, as long as it is there. */
const wrongLine = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setWrong)) return marksOf(transaction.state.doc, effect.value);
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** @param {Text} text @param {number | null} line */
function marksOf(text, line) {
  if (!line || line > text.lines) return Decoration.none;
  return Decoration.set(WRONG.range(text.line(line).from));
}

class ChangeMarker extends GutterMarker {
  /** @param {LineChange} change */
  constructor(change) {
    super();
    this.elementClass = `cm-${change}`;
  }
}

const MARKERS = {
  added: new ChangeMarker("added"),
  changed: new ChangeMarker("changed"),
  removed: new ChangeMarker("removed"),
};

/** The file's text as it came. */
const firstText = StateField.define({create: () => Text.empty, update: (text) => text});

/** The lines that are not as they came. */
const changes = StateField.define({
  create: (state) => changesOf(state.field(firstText), state.doc),
  update: (marks, {docChanged, state}) => (docChanged ? changesOf(state.field(firstText), state.doc) : marks),
});

/** @param {Text} first @param {Text} text */
const changesOf = (first, text) =>
  RangeSet.of(lineChanges(Chunk.build(first, text), text).map(([place, change]) => MARKERS[change].range(place)));

const CHANGES = gutter({class: "cm-changes", markers: ({state}) => state.field(changes)});

/** Tab leaves the text after Escape, however long that takes; any other key makes it indent again. */
const LEAVING = EditorView.domEventHandlers({
  keydown({key}, view) {
    if (key === "Escape") view.setTabFocusMode(true);
    else if (!["Tab", "Shift"].includes(key)) view.setTabFocusMode(false);
  },
  blur: (_, view) => void view.setTabFocusMode(false),
});

/** Events: `changed`, `run`. */
export class CodeEditor extends EventTarget {
  /** @type {EditorView | undefined} */
  view;
  /** @type {Map<string, EditorState>} of each file that was shown, with what can be undone in it */
  #states = new Map();
  name = ""; // of the file that is shown

  constructor() {
    super();
    this.hint = h("p", {class: "hint", id: "hint"}, HINT);
    this.place = h("div", {class: "place"});
    this.element = h("div", {class: "code"}, this.place);
    // Escape is said to the text, or to its search; what stands around it closes at another one.
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
  }

  /** The text as it is shown, with the ends of lines that the file has. */
  get text() {
    return this.view?.state.sliceDoc() ?? "";
  }

  /**
   * Show a file: as the reader left it here, or else as `text`.
   * @param {string} name
   * @param {string} text
   * @param {string} first its text as it came
   */
  show(name, text, first) {
    if (this.view && this.name) this.#states.set(this.name, this.view.state);
    this.name = name;
    const state = this.#states.get(name) ?? this.#stateOf(name, text, first);
    if (this.view) this.view.setState(state);
    else this.view = new EditorView({state, parent: this.place, root: this.#root});
  }

  get #root() {
    const root = this.element.getRootNode();
    return root instanceof ShadowRoot ? root : document;
  }

  /** @param {string} name @param {string} text @param {string} first */
  #stateOf(name, text, first) {
    const ends = /\r\n/.test(text) && !/[^\r]\n/.test(text) ? "\r\n" : "\n";
    const [, kind = ""] = /\.(\w+)$/.exec(name) ?? [];
    return EditorState.create({
      doc: text,
      extensions: [
        EditorState.lineSeparator.of(ends),
        lineNumbers(),
        firstText.init(() => Text.of(first.split(LINE_END))),
        changes,
        CHANGES,
        history(),
        LANGUAGES[kind]?.() ?? [],
        EditorState.tabSize.of(4),
        indentUnit.of(kind === "py" ? "    " : "  "),
        indentOnInput(),
        bracketMatching(),
        search({top: true}),
        syntaxHighlighting(classHighlighter),
        wrongLine,
        LEAVING,
        keymap.of([
          {key: "Mod-Enter", run: () => this.#tell("run")},
          ...searchKeymap,
          indentWithTab,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.contentAttributes.compute([wrongLine], (state) => ({
          "aria-label": `${name}: the file's text`,
          "aria-describedby": this.hint.id,
          "aria-invalid": String(state.field(wrongLine).size > 0),
        })),
        EditorView.updateListener.of(({docChanged}) => docChanged && this.#tell("changed")),
      ],
    });
  }

  /** @param {"changed" | "run"} event */
  #tell(event) {
    this.dispatchEvent(new Event(event));
    return true;
  }

  /**
   * Give the file that is shown another text, which can be undone.
   * @param {string} text
   */
  replace(text) {
    if (!this.view || text === this.text) return;
    const {doc} = this.view.state;
    this.view.dispatch({changes: {from: 0, to: doc.length, insert: Text.of(text.split(LINE_END))}});
  }

  /**
   * Mark the line that is wrong, counted from 1, and lead to it; `null` for none.
   * @param {number | null} line
   */
  mark(line) {
    this.view?.dispatch({effects: setWrong.of(line)});
    if (line) this.goTo(line);
  }

  /**
   * Put the cursor at a line, counted from 1, and the line into view: in here, the page stays where it is.
   * @param {number} line
   */
  goTo(line) {
    const {view} = this;
    if (!view || line > view.state.doc.lines) return;
    const {from} = view.state.doc.line(line);
    view.dispatch({selection: {anchor: from}});
    view.requestMeasure({
      read: () => view.lineBlockAt(from).top - view.defaultLineHeight,
      write: (top) => void (view.scrollDOM.scrollTop = top),
    });
  }

  /** How many lines are not as they came. */
  get changes() {
    return this.view?.state.field(changes).size ?? 0;
  }

  focus() {
    this.view?.contentDOM.focus({preventScroll: true});
  }
}
