// What a page loads once something of it is to run: the session, and the bar that speaks of it.

export {sessionOf} from "./session.js";
export {showInBar} from "./session-bar.js";
