// The frame goes back and forward by itself, in browsers with the Navigation API and without.

import assert from "node:assert/strict";
import {test} from "node:test";

import {FrameHistory} from "../../src/chronicles/live/browser/page/frame-history.js";

/** A frame that loads at once what it is led to; with `more` in its window. */
function framed(more = {}) {
  const frame = new EventTarget();
  const go = (/** @type {string} */ path) => {
    const {pathname, search, hash} = new URL(path, "https://example.org");
    Object.assign(location, {pathname, search, hash});
    frame.dispatchEvent(new Event("load"));
  };
  const location = {pathname: "/s/", search: "", hash: "", assign: go, replace: go, reload: () => {}};
  Object.assign(frame, {contentWindow: {location, ...more}});
  return {location, history: new FrameHistory(/** @type {HTMLIFrameElement} */ (frame), {script: "/s"})};
}

/** @param {FrameHistory} history */
const standing = ({path, canGoBack, canGoForward}) => [path, canGoBack, canGoForward];

test("back and forward lead along what was visited", () => {
  const {history} = framed();
  for (const path of ["/a/", "/b/?x=1#y", "/c/"]) history.go(path);
  assert.deepEqual(standing(history), ["/c/", true, false]);
  history.back();
  assert.deepEqual(standing(history), ["/b/?x=1#y", true, true]);
  history.back();
  assert.deepEqual(standing(history), ["/a/", false, true]);
  history.forward();
  assert.deepEqual(standing(history), ["/b/?x=1#y", true, true]);
});

test("going elsewhere from a page before forgets all that came after", () => {
  const {history} = framed();
  for (const path of ["/a/", "/b/", "/c/"]) history.go(path);
  history.back();
  history.back();
  history.go("/d/");
  assert.deepEqual(history.visited, ["/a/", "/d/"]);
  assert.deepEqual(standing(history), ["/d/", true, false]);
});

test("a way back that leads elsewhere forgets nothing", () => {
  const {history, location} = framed();
  for (const path of ["/a/", "/b/", "/c/"]) history.go(path);
  location.replace = () => location.assign("/s/login/");
  history.back();
  assert.deepEqual(history.visited, ["/a/", "/b/", "/c/"]);
  assert.deepEqual(standing(history), ["/login/", true, true]);
});

test("a page that is loaded again is no other place", () => {
  const {history} = framed();
  history.go("/a/");
  history.go("/a/");
  assert.deepEqual(history.visited, ["/a/"]);
});

test("every page that is loaded is told", () => {
  const {history} = framed();
  let moved = 0;
  history.addEventListener("moved", () => (moved += 1));
  history.go("/a/");
  history.go("/b/");
  assert.equal(moved, 2);
});

test("what is not the project's counts as its root", () => {
  const {history, location} = framed();
  location.pathname = "/sites/";
  assert.equal(history.path, "/");
  Object.defineProperty(location, "pathname", {
    get() {
      throw new Error("another origin");
    },
  });
  assert.equal(history.path, "/");
});

test("where the browser has the Navigation API, it is asked", () => {
  /** @type {string[]} */
  const asked = [];
  const navigation = Object.assign(new EventTarget(), {
    canGoBack: true,
    canGoForward: false,
    back: () => void asked.push("back"),
    forward: () => void asked.push("forward"),
  });
  const {history} = framed({navigation});
  assert.deepEqual(standing(history), ["/", true, false]);
  history.back();
  history.forward();
  assert.deepEqual(asked, ["back", "forward"]);
});
