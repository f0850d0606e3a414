// A command with a worker of its own, as every command is a process of its own on a machine.

/** @import {Config, FromSeparate, Ran, Changes, ToSeparate} from "../types/messages.js" */

/**
 * Run a command beside the project, with the files that it has now; what the command changes is let go.
 * The browser ends the worker together with the one that waits for it here.
 * @param {string} line what follows `python`
 * @param {Config} config of the project
 * @param {Changes} changes what the reader has made
 * @param {(text: string) => void} log
 * @returns {Promise<Ran>}
 */
export function runSeparately(line, config, changes, log) {
  const worker = new Worker(new URL("separate-worker.js", import.meta.url), {type: "module"});
  /** @type {Promise<Ran>} */
  const ran = new Promise((resolve) => {
    /** @param {string} message */
    const fail = (message) => resolve({status: 1, output: `${message}\n`, letters: []});
    worker.onmessage = (/** @type {MessageEvent<FromSeparate>} */ {data}) => {
      if (data.type === "log") log(data.text);
      else if (data.type === "ran") resolve(data.ran);
      else fail(`The command had no Python of its own: ${data.message}`);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(`The command had no Python of its own: ${event.message ?? "its script could not be fetched"}`);
    };
  });
  worker.postMessage(/** @satisfies {ToSeparate} */ ({line, config, changes}));
  return ran.finally(() => worker.terminate());
}
