// Prints what feedsmith finds in the feeds whose files it is given: a line of JSON for each.
import {parseFeed} from "feedsmith";
import {readFileSync} from "node:fs";
import process from "node:process";

for (const path of process.argv.slice(2)) {
  console.log(JSON.stringify(parseFeed(readFileSync(path, "utf8"))));
}
