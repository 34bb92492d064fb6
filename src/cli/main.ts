#!/usr/bin/env node
import { version } from "../../package.json";
import { outputStream } from "./output-stream.ts";

// `--version` is answered here, before anything else is read: it starts about as fast as Node itself. A build that has
// nothing to do is seen to before the compiler is read.
const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) outputStream(1).write(`immuc ${version}\n`);
else if (words[0] === "build")
  import("./rebuild/rebuild.ts").then(async ({ rebuild }) => (await rebuild(words)) || runAll());
else runAll();

function runAll(): unknown {
  return import("./run.ts").then(({ run }) => run(words));
}
