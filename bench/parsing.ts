import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { median } from "./statistics.ts";

/**
 * How fast the released parser reads a source once it is warm, in megabytes a second: the median of several processes, as V8
 * takes trees for long-lived in some of them and not in others, and of many times in each.
 */
export function parsingSpeed(root: string, scratch: string, source: string): number {
  const program = join(scratch, "parsing.cjs");
  buildSync({
    stdin: { contents: script, resolveDir: root, loader: "ts" },
    outfile: program,
    bundle: true,
    minify: true,
    platform: "node",
    logLevel: "error",
  });
  return median(Array.from({ length: processes }, () => speedOnce(program, source)));
}

const processes = 9;

function speedOnce(program: string, source: string): number {
  const { stdout, stderr } = spawnSync(process.execPath, [program, source], { encoding: "utf8" });
  const speed = Number(stdout);
  if (!(speed > 0)) throw new Error(`parsing could not be measured: ${stderr}`);
  return speed;
}

const script = `
import { readFileSync } from "node:fs";
import { parse } from "./src/syntax/parse.ts";

const text = readFileSync(process.argv[2] ?? "", "utf8");
const times: number[] = [];
for (let round = 0; round < 60; round++) {
  const start = performance.now();
  const { diagnostics } = parse({ uri: "main.immu", text });
  times.push(performance.now() - start);
  if (diagnostics.length > 0) throw new Error(diagnostics[0]?.message);
}
const warm = times.slice(20).sort((one, other) => one - other);
process.stdout.write(String(Buffer.byteLength(text) / 1000 / (warm[warm.length >> 1] ?? 0)));
`;
