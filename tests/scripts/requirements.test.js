// What a browser lacks for a demo is told before anything is fetched.

import assert from "node:assert/strict";
import {test} from "node:test";

import {missingRequirement} from "../../src/chronicles/live/browser/page/requirements.js";
import {withGlobals} from "./globals.js";

const ABLE = {location: {protocol: "https:"}, window: {isSecureContext: true}, Worker: class {}};

for (const [name, lacking, kind] of /** @type {[string, object, string | null][]} */ ([
  ["that has everything", {}, null],
  ["with a page from a file", {location: {protocol: "file:"}, window: {isSecureContext: false}}, "file"],
  ["with a page over http", {location: {protocol: "http:"}, window: {isSecureContext: false}}, "insecure"],
  ["without WebAssembly", {WebAssembly: undefined}, "webassembly"],
  ["without DecompressionStream", {DecompressionStream: undefined}, "old"],
  ["without workers", {Worker: undefined}, "old"],
]))
  test(`a browser ${name} is told ${kind ?? "nothing"}`, (context) => {
    withGlobals(context, {...ABLE, ...lacking});
    assert.equal(missingRequirement(), kind);
  });
