// What the page, its worker and the service worker say to each other.

import type {Manifest, Statics} from "./manifest.js";

export type Headers = [name: string, value: string][];

/** A request of the project's, as the worker gets it. */
export interface Asked {
  method: string;
  path: string;
  query: string;
  headers: Headers;
  withCookies: boolean;
}

export interface Cookie {
  name: string;
  value: string;
  path: string;
}

/** What came of a raw request of the page: `line` is the status with its reason. Or why it cannot be sent. */
export type Sent =
  | {refused: string}
  | {
      refused?: undefined;
      method: string;
      path: string;
      line: string;
      status: number;
      headers: Headers;
      body: string;
      cookies: Cookie[];
      letters: Letter[];
    };

/** How an answer begins; where it `streams`, parts follow. */
export interface Answer {
  status: number;
  headers: Headers;
  body: ArrayBuffer;
  streams: boolean;
}

/** What comes after an answer has begun. */
export type More = {part: Uint8Array<ArrayBuffer>} | {end: true};

/** What a worker has to know to start a project. */
export interface Config {
  manifest: Manifest;
  base: string;
  script: string;
  key: string;
  inside: string;
  origin: string;
}

/** A statement of the console, and what came of it. */
export interface Step {
  source: string;
  output: string;
  sql: string[];
  letters: Letter[];
  failed: boolean;
  ended: boolean; // whether it ended Python, so that the console begins anew
}

/** What came of a file's new text. */
export type Edited =
  | {outcome: "wrong"; line: number | null; message: string}
  | {outcome: "failed"; message: string}
  | {outcome: "restart"}
  | {outcome: "done"; restarted?: boolean};

/** What came of a command. */
export interface Ran {
  status: number;
  output: string;
  letters: Letter[];
}

/** What the reader made: the cookies, the names of files that are gone, and files that are new or other ones. */
export interface Changes {
  jar: object[];
  gone: string[];
  files: [name: string, data: Uint8Array][];
}

/** What a command with a worker of its own is given, and what it tells. */
export interface ToSeparate {
  line: string;
  config: Config;
  changes: Changes;
}
export type FromSeparate = {type: "log"; text: string} | {type: "ran"; ran: Ran} | {type: "failed"; message: string};

/** What came of keeping a memory; `why` it could not be kept. */
export interface FromMemoryWorker {
  kept: boolean;
  why: string;
}

/** What the page can ask a worker for: what it gives, and what it gets. */
export interface Work {
  run: {given: {source: string}; value: {steps: Step[]}};
  enter: {given: {statements: string[]}; value: {steps: Step[]}};
  send: {given: {text: string}; value: Sent};
  /** Which inputs of a block were answered otherwise than it prints. */
  differing: {
    given: {kind: string; printed: string; answers: [input: string, output: string][]};
    value: {inputs: string[]};
  };
  command: {given: {line: string}; value: Ran};
  files: {given: object; value: {files: string[]}};
  read: {given: {name: string}; value: {text: string; first: string}};
  edit: {given: {name: string; text: string | null}; value: Edited};
  /** The files whose text is not the one that they came with. */
  edited: {given: object; value: {names: string[]}};
  /** The project as it is now, as the bytes of a ZIP file. */
  archive: {given: object; value: {data: Uint8Array<ArrayBuffer>}};
  saved: {given: object; value: object};
}

/** How a worker answers what it was asked for. */
export type Result<Value> = {value: Value; error?: undefined} | {error: string; value?: undefined};

export type Task = {[Type in keyof Work]: {type: Type} & Work[Type]["given"]}[keyof Work];

/** What a page says to its worker. */
export type ToWorker = {type: "boot"; config: Config} | {type: "port"} | Task;

/** A request that was answered; `isRaw` says whether a block of the page has sent it. */
export interface Answered {
  isRaw: boolean;
  method: string;
  path: string;
  status: number;
  ms: number;
}

/** An e-mail that the project sent. */
export interface Letter {
  from: string;
  to: string[];
  subject: string;
  body: string;
  attachments: string[];
}

/** A part of the start, and the milliseconds until it was over. */
export type Lap = [name: string, ms: number];

/** What a worker tells its page, by the type of the message. */
export interface News {
  stage: {name: string};
  arrived: {bytes: number};
  ready: {laps: Lap[]; restored: boolean; edited: string[]};
  failed: {kind: string; message: string};
  dead: {kind: string; message: string};
  busy: {what: string};
  idle: object;
  cookies: {cookies: Cookie[]};
  log: {text: string};
  letter: Letter;
  request: Answered;
  saved: object;
  unsaved: {message: string};
}

export type FromWorker = {[Type in keyof News]: {type: Type} & News[Type]}[keyof News];

/** A way into a worker: where its requests go, and what is answered without it. */
export interface Link {
  port: MessagePort;
  statics: Statics | null;
}

/** What a page says to the service worker. */
export type ToServiceWorker =
  {type: "live:host"; session: string; statics: Statics | null} | {type: "live:gone"; session: string};

/** What the service worker asks all pages. */
export interface Who {
  type: "live:who";
  session: string;
}

/** What a page answers that knows a session; with `statics` comes a port. */
export type Known = {coming: true} | {gone: true} | {statics: Statics | null};
