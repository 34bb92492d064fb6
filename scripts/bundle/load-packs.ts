import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { codeSuffix } from "./code-suffix.ts";
import { keepOwnCode, readOwnCode } from "./own-code.ts";

/** The pack that each chunk is in, and a digest of all chunks; filled in by the bundler. */
declare const PACK_OF_CHUNK: Readonly<Record<string, string>>;
declare const BUNDLE_IDENTITY: string;

type Require = (path: string) => unknown;
/** What each chunk exports, made when it is asked for. */
type Chunks = Readonly<Record<string, () => unknown>>;
type PartModule = { exports: { readonly chunks: Chunks } };
/** Chunks that are run at once, by the name of the first. */
type Part = (require: Require, module: PartModule, exports: unknown) => void;
type Pack = Readonly<Record<string, Part>>;

const packs = new Map<string, Pack>();
/** Of the parts that were run. */
const chunks = new Map<string, () => unknown>();
const loaded = new Map<string, unknown>();

/** What a chunk exports, whether it is in a pack or a file of its own; what Node exports, for a module of Node's. */
export function load(path: string): unknown {
  const known = loaded.get(path);
  if (known !== undefined) return known;
  const pack = PACK_OF_CHUNK[path];
  if (pack === undefined) return require(path);
  // A chunk may be in two packs, and is run once: it is found if the other has run.
  if (!chunks.has(path)) runPart(pack, path);
  const found = chunks.get(path)?.();
  loaded.set(path, found);
  return found;
}

/** Runs a command line (`src/cli/run.ts`). */
export function run(words: readonly string[]): Promise<void> {
  const { run: runWords } = load("./run.cjs") as typeof import("../../src/cli/run.ts");
  return runWords(words);
}

function runPart(pack: string, path: string): void {
  const part: PartModule = { exports: { chunks: {} } };
  packOf(pack)[path]?.(load, part, part.exports);
  for (const [chunk, exports] of Object.entries(part.exports.chunks)) chunks.set(chunk, exports);
}

function packOf(pack: string): Pack {
  const known = packs.get(pack);
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
  const found: Pack = script.runInThisContext();
  packs.set(pack, found);
  return found;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
