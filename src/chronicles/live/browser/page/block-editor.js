// An editor in the place of a block of the page, which has the files of all such blocks beside it.

import {iconButton} from "./dom.js";
import {Editor} from "./editor.js";
import {lazyImport} from "./lazy-import.js";
import {printedIn} from "./printed.js";

/** @import {Session} from "./session.js" */

export class BlockEditor {
  /** @type {import("./task.js").Task | undefined} */
  task;

  /**
   * @param {HTMLElement} block
   * @param {HTMLElement} host what stands below it, where room is kept for the editor
   * @param {Session} session
   */
  constructor(block, host, session) {
    this.block = block;
    this.host = host;
    this.editor = new Editor(session, filesBeside(block));
    this.session = session;
  }

  async #addTask() {
    const {liveTask: url} = this.block.dataset;
    if (!url || this.task) return;
    const {Task} = await lazyImport(() => import("./task.js"));
    this.task = new Task(this.session, this.editor, new URL(url, document.baseURI).href);
    this.editor.element.append(this.task.element);
  }

  /**
   * Stand where the block stands. What the reader wrote here before is there again.
   * @param {HTMLElement} result where it is shown
   * @param {() => void} close
   */
  async open(result, close) {
    const {block, host, editor} = this;
    const {element} = editor;
    const told = result.querySelector(".progress");
    element.classList.add("coming"); // it is measured, and not seen, until it is whole
    result.append(element);
    const lines = printedIn(block).split("\n");
    if (!editor.name)
      await editor.show(
        block.dataset.liveEdit ?? "",
        lines.find((line) => line.trim()),
      );
    await this.#addTask();
    editor.closeWith(iconButton("close", "Close", close));
    host.style.marginTop = getComputedStyle(block).marginTop;
    block.style.display = "none";
    host.classList.add("instead");
    told?.remove();
    element.classList.remove("coming");
    editor.focus();
  }
}

/**
 * @param {HTMLElement} block
 * @returns {string[]} the files that the page shows of the same state; that of the block is among them
 */
function filesBeside(block) {
  const blocks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-live-edit]")]);
  const same = blocks.filter((each) => each.dataset.liveSrc === block.dataset.liveSrc);
  return [...new Set(same.map((each) => each.dataset.liveEdit ?? ""))];
}
