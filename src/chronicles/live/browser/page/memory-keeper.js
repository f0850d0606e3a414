// When the memory of a project is kept for the next visit: while the reader reads, and the project rests.

import {isSparing} from "./device.js";

/** @import {Config, FromMemoryWorker} from "../types/messages.js" */
/** @import {Session} from "./session.js" */

const REST = 3000; // ms in which nothing was asked of the project

/**
 * Let a project that has answered be set up once more beside itself, such that its memory is kept. Whoever leaves
 * the page before has the start that they had.
 * @param {Session} session
 * @param {Config} config
 */
export async function keepMemory(session, config) {
  const why = await reasonAgainst(config);
  if (!why) await rest(session);
  if (session.phase !== "running") return;
  session.kept = why ? {kept: false, why} : await made(config);
}

/** @param {Config} config @returns {Promise<string>} why its memory is not to be kept; nothing where it may be */
async function reasonAgainst({manifest}) {
  if (!manifest.settings) return "the project is not Django's";
  return (await isSparing()) ? "the device is to be spared" : "";
}

/** @param {Session} session @returns {Promise<void>} resolves once the project rests */
function rest(session) {
  return new Promise((done) => {
    /** @type {ReturnType<typeof setTimeout>} */
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(end, REST);
    };
    const end = () => {
      session.removeEventListener("request", wait);
      done();
    };
    session.addEventListener("request", wait);
    wait();
  });
}

/** @param {Config} config @returns {Promise<FromMemoryWorker>} */
function made(config) {
  const worker = new Worker(new URL("../engine/memory-worker.js", import.meta.url), {type: "module"});
  /** @type {Promise<FromMemoryWorker>} */
  const told = new Promise((done) => {
    worker.onmessage = ({data}) => done(data);
    worker.onerror = (event) => {
      event.preventDefault();
      done({kept: false, why: event.message});
    };
  });
  worker.postMessage(config);
  return told.finally(() => worker.terminate());
}
