// What the scripts that the server adds to a page share.

/** A page as it came from the server, in parts that are not shown, and the nodes of the page that came of them. */
export interface Source {
  head: HTMLElement;
  body: HTMLElement;
  nodes: Map<Node, Node>;
}

/** What keeps the site from being as its author wrote it. */
export interface Problem {
  place: string;
  message: string;
  mend: string;
}

/** What the server tells of a build, or of pages that come before it, which are not the whole of it. */
export interface Built {
  number: number;
  isWhole: boolean;
  styles: string;
  scripts: string;
  pictures: string;
  problems: Problem[];
}

declare global {
  var chroniclesSource: Source;
  /** Shows what the reader has ticked: see `theme/assets/ticks.js`. */
  var chroniclesTicks: (() => void) | undefined;
}
