// What the editor needs of CodeMirror. This list is what `npm run codemirror` bundles into codemirror.js.

export {defaultKeymap, history, historyKeymap, indentWithTab} from "@codemirror/commands";
export {python} from "@codemirror/lang-python";
export {
  bracketMatching,
  indentOnInput,
  indentUnit,
  LanguageSupport,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
export {css} from "@codemirror/legacy-modes/mode/css";
export {html} from "@codemirror/legacy-modes/mode/xml";
export {Chunk} from "@codemirror/merge";
export {search, searchKeymap} from "@codemirror/search";
export {EditorState, RangeSet, StateEffect, StateField, Text} from "@codemirror/state";
export {Decoration, EditorView, gutter, GutterMarker, keymap, lineNumbers} from "@codemirror/view";
export {classHighlighter} from "@lezer/highlight";
export type {StateEffectType} from "@codemirror/state";
