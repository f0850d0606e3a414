// Says in the page what is wrong with what its author has written, until it is mended.

const LABEL = "Problems in what you write";

/**
 * @param {string} name
 * @param {string} [text]
 * @param {string} [kind]
 */
const made = (name, text = "", kind = "") => {
  const element = document.createElement(name);
  element.textContent = text;
  if (kind) element.className = kind;
  return element;
};

export class ProblemPanel {
  constructor() {
    this.element = made("section", "", "chronicles-panel");
    this.element.setAttribute("aria-label", LABEL);
    this.element.hidden = true;
    // A screen reader says what is put into a status once it is there: HTML has no such element.
    this.status = made("p", "", "chronicles-panel__status");
    this.status.setAttribute("role", "status");
    this.list = made("ul");
    this.list.tabIndex = 0; // it may scroll
    this.list.setAttribute("aria-label", "The problems");
    this.close = made("button", "Close", "chronicles-panel__close");
    this.close.setAttribute("type", "button");
    this.close.addEventListener("click", () => this.hide());
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.hide());
    this.element.append(this.status, this.list, this.close);
    document.body.append(this.element);
    this.shown = "";
  }

  /** @param {import("./types.js").Problem[]} problems those of the last build */
  show(problems) {
    const said = JSON.stringify(problems);
    const [before, now] = [this.shown, problems.length ? said : ""];
    this.shown = now;
    if (before === now) return; // as before: one that was closed stays closed
    this.list.replaceChildren(...problems.map(item));
    this.list.hidden = !problems.length;
    this.element.hidden = false;
    const many = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    this.status.textContent = problems.length ? many : "Mended.";
    if (!problems.length) setTimeout(() => this.shown || this.hide(), 4000);
  }

  hide() {
    if (this.element.contains(document.activeElement)) /** @type {HTMLElement} */ (document.activeElement).blur();
    this.element.hidden = true;
  }
}

/** @param {import("./types.js").Problem} problem */
const item = ({place, message, mend}) => {
  const line = made("li");
  const what = made("p");
  what.append(made("code", place), ` ${message}`);
  line.append(what, made("p", mend));
  return line;
};
