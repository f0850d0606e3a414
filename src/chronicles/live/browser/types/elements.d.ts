// What an element can be made with.

type Value = string | number | boolean | null | undefined;

type Attribute =
  | "autocapitalize"
  | "autocomplete"
  | "class"
  | "download"
  | "enterkeyhint"
  | "hidden"
  | "href"
  | "id"
  | "inputmode"
  | "max"
  | "placeholder"
  | "rel"
  | "role"
  | "rows"
  | "sandbox"
  | "spellcheck"
  | "src"
  | "tabindex"
  | "target"
  | "title"
  | "type"
  | "value"
  | "wrap"
  | `aria-${string}`
  | `data-${string}`;

type Listeners = {
  [Name in keyof HTMLElementEventMap as `on${Name}`]?: (event: HTMLElementEventMap[Name]) => unknown;
};

/** Attributes, and listeners as `onclick`. */
export type Properties = {[Name in Attribute]?: Value} & Listeners;

/** What can stand in one; nothing is left out. */
export type Child = Node | string | null | undefined;
