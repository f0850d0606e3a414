// What the scripts of the theme share.

/** What a browser keeps of the steps that its reader has done, and may have that is not ours to know. */
export interface Kept {
  version: number;
  /** The day of each step that is done. */
  done: Record<string, string>;
  /** The step that was opened or ticked last. */
  last?: string;
}

/** As `Kept`; what was there and could not be read is `unreadable`. */
export type Read = Kept & {unreadable?: boolean};

/** What the page knows of the kept steps: see `assets/step-record.js`. */
export interface StepRecord {
  isDay(value: unknown): value is string;
  isName(text: string): boolean;
  parsed(text: string): unknown;
  read(text: string | null): Read;
  isDone(kept: Kept, name: string): boolean;
  latest(names: string[], kept: Kept): string | undefined;
  following(names: string[], kept: Kept): string | undefined;
  onward(names: string[], kept: Kept): string | undefined;
  guide(name: string): string;
  exported(kept: Kept): [name: string, day: string][];
  fault(file: unknown, names: string[]): string;
  merge(kept: Kept, done: Record<string, string>): number;
}

declare global {
  /** What Material has kept for the reader under a name, whatever that is: see `assets/reader-storage.js`. */
  var __md_get: (name: string, storage?: Storage, of?: URL) => any;
  /** Keeps it. */
  var __md_set: (name: string, value: unknown, storage?: Storage, of?: URL) => void;
  /** Says in a line what has been done, once `assets/page-content.js` has run. */
  var chroniclesSay: ((text: string) => void) | undefined;
  /** The words of scripts by their keys, each a text or its plural forms: see `language/data/`. */
  var chroniclesWords: Record<string, string | Record<string, string>> | undefined;
  /** What a script says in the language of the site; not there on an English one. */
  var chroniclesInLanguage: ((key: string, english: string, values?: Record<string, unknown>) => string) | undefined;
  var chroniclesStepRecord: StepRecord;
  /** The addresses at which the site may lie: see `assets/chronicles-lost.js`. */
  var chroniclesPlaces: (said: string, path: string) => string[];
  /** The paths of pages that are like one that is not there: see `assets/chronicles-lost.js`. */
  var chroniclesLike: (asked: string, known: string[]) => string[];
  /** Shows the ticks of another page, once the script has run. */
  var chroniclesTicks: (() => void) | undefined;
  /** Opens the boxes of another step, once the script has run. */
  var chroniclesBoxes: (() => void) | undefined;
}
