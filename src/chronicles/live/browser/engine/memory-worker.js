// Sets a project up once more, beside the one that the reader has, and keeps the memory of its Python: the next
// start begins from there.

import {prepareMemory} from "./loaded-project.js";
import {encodeImage} from "./memory-image.js";
import {hasMemory, memoryName, writeMemory} from "./memory-store.js";

/** @import {Config, FromMemoryWorker} from "../types/messages.js" */

/** @param {FromMemoryWorker} message */
const tell = (message) => postMessage(message);

onmessage = async (/** @type {MessageEvent<Config>} */ {data: config}) => {
  try {
    const name = await memoryName(config.manifest);
    if (!(await hasMemory(name))) await keep(name, config);
    tell({kept: true, why: ""});
  } catch (error) {
    tell({kept: false, why: String(error)});
  }
};

/** @param {string} name @param {Config} config */
async function keep(name, config) {
  await writeMemory(name, encodeImage(await prepareMemory(config)));
}
