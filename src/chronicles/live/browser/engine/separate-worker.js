// One Python with one project, for one command: what changes in it is gone with it.

import {loadProject, restore} from "./loaded-project.js";

/** @import {FromSeparate, ToSeparate} from "../types/messages.js" */

/** @param {FromSeparate} message */
const tell = (message) => postMessage(message);
/** @param {string} text */
const log = (text) => tell({type: "log", text});
const nothing = () => {};

onmessage = async (/** @type {MessageEvent<ToSeparate>} */ {data: {line, config, changes}}) => {
  try {
    const project = await loadProject(config, {stage: nothing, arrived: nothing, letter: nothing, log});
    restore(project, changes);
    tell({type: "ran", ran: JSON.parse(project.run_separately(line))});
  } catch (error) {
    tell({type: "failed", message: String(error)});
  }
};
