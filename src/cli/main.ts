#!/usr/bin/env node
import { version } from "../../package.json";

// `--version` is answered here, before anything else is read: it starts about as fast as Node itself.
const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) process.stdout.write(`immuc ${version}\n`);
else import("./run.ts").then(({ run }) => run(words));
