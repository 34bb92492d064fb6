import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { codeSuffix } from "./code-suffix.ts";
import { keepOwnCode, readOwnCode } from "./own-code.ts";

/** The pack that each chunk is in, and a digest of all chunks; filled in by the bundler. */
declare const PACK_OF_CHUNK: Readonly<Record<string, string>>;
declare const BUNDLE_IDENTITY: string;

type Require = (path: string) => unknown;
type ChunkModule = { exports: unknown };
type Body = (require: Require, module: ChunkModule, exports: unknown) => void;

const bodies = new Map<string, Readonly<Record<string, Body>>>();
const loaded = new Map<string, ChunkModule>();

/** What a chunk exports, whether it is in a pack or a file of its own; what Node exports, for a module of Node's. */
export function load(path: string): unknown {
  const known = loaded.get(path);
  if (known !== undefined) return known.exports;
  const pack = PACK_OF_CHUNK[path];
  if (pack === undefined) return require(path);
  const chunk: ChunkModule = { exports: {} };
  loaded.set(path, chunk);
  bodiesOf(pack)[path]?.(load, chunk, chunk.exports);
  return chunk.exports;
}

function bodiesOf(pack: string): Readonly<Record<string, Body>> {
  const known = bodies.get(pack);
  if (known !== undefined) return known;
  const filename = join(__dirname, `${pack}.js`);
  // V8 refuses code that another V8 made, or one with other flags, and compiles the source as if there were none.
  const beside = readIfThere(join(__dirname, `${pack}${codeSuffix}`));
  const cachedData = beside ?? readOwnCode(BUNDLE_IDENTITY, pack);
  const script = new Script(readFileSync(filename, "latin1"), {
    filename,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (beside === undefined && script.cachedDataRejected !== false) keepOwnCode(BUNDLE_IDENTITY, pack, script);
  const found: Readonly<Record<string, Body>> = script.runInThisContext();
  bodies.set(pack, found);
  return found;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
