// What went wrong with a demo.

/** An error that the reader is told of; `kind` says in which words. */
export class DemoError extends Error {
  /**
   * @param {string} kind one of those that `page/errors.js` explains
   * @param {string} message what exactly happened
   */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }

  /**
   * @param {unknown} error whatever was thrown
   * @returns {DemoError} the same, as one of the project where it says no more
   */
  static from(error) {
    if (error instanceof DemoError) return error;
    return new DemoError("python", error instanceof Error ? error.message : String(error));
  }
}
