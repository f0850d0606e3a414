// Events whose types are known.

import type {Answered, Letter} from "./messages.js";

/** How far the start has come: in `stage`, the `part` that is over, and the bytes that have arrived. */
export interface Progress {
  stage: string;
  part: number;
  bytes: number;
}

/** What is being done, and since when, in milliseconds as `performance.now()` has them. */
export interface Busy {
  what: string;
  since: number;
}

/** What a session tells. */
export interface SessionEvents {
  phase: Event;
  progress: CustomEvent<Progress>;
  request: CustomEvent<Answered>;
  log: CustomEvent<string>;
  letter: CustomEvent<Letter>;
  /** What has been done for longer than a moment; null once it is over. */
  busy: CustomEvent<Busy | null>;
  /** The project has started anew, after a stop or with what it began with. */
  anew: CustomEvent<"restart" | "reset">;
  unsaved: CustomEvent<string>;
  edited: Event;
}

/** An `EventTarget` that tells these events and no others. */
export interface Emitter<Events> extends Omit<EventTarget, "addEventListener" | "removeEventListener"> {
  addEventListener<Type extends keyof Events & string>(type: Type, listener: (event: Events[Type]) => void): void;
  removeEventListener<Type extends keyof Events & string>(type: Type, listener: (event: Events[Type]) => void): void;
}
