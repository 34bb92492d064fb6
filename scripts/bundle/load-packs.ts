import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { codeSuffix } from "./code-suffix.ts";
import { keepOwnCode, readOwnCode } from "./own-code.ts";

/** The chunks that each pack is read for, and a digest of all chunks; filled in by the bundler. */
declare const CHUNKS_OF_PACK: Readonly<Record<string, readonly string[]>>;
declare const BUNDLE_IDENTITY: string;

type Require = (path: string) => unknown;
/** What each chunk exports, made when it is asked for. */
type Chunks = Record<string, () => unknown>;
/** Chunks that are run at once, by the name of the first. */
type Part = (require: Require, chunks: Chunks) => void;
type Pack = Readonly<Record<string, Part>>;

const folder = join(__dirname, "chunks");
const packs = new Map<string, Pack>();
/** Of the parts that were run. */
const chunks: Chunks = {};
const loaded = new Map<string, unknown>();

/** Runs a command line (`src/cli/run.ts`). */
export function run(words: readonly string[]): Promise<void> {
  const { run: runWords } = load("./run.cjs") as typeof import("../../src/cli/run.ts");
  return runWords(words);
}

/** Sees to a build that has nothing to do (`src/cli/rebuild/rebuild.ts`). */
export function rebuild(words: readonly string[]): Promise<boolean> {
  const { rebuild: rebuildWords } = load("./rebuild.cjs") as typeof import("../../src/cli/rebuild/rebuild.ts");
  return rebuildWords(words);
}

/** What a chunk exports, whether it is in a pack or a file of its own; what Node exports, for a module of Node's. */
function load(path: string): unknown {
  if (!path.startsWith("./")) return require(path);
  const known = loaded.get(path);
  if (known !== undefined) return known;
  // A chunk may be in two packs, and is run once: it is found if the other has run.
  if (chunks[path] === undefined) runPart(path);
  const found = chunks[path]?.();
  loaded.set(path, found);
  return found;
}

function runPart(path: string): void {
  const [pack] = Object.entries(CHUNKS_OF_PACK).find(([, inside]) => inside.includes(path)) ?? [];
  const parts: Pack = pack === undefined ? require(join(folder, path)) : packOf(pack);
  parts[path]?.(load, chunks);
}

function packOf(pack: string): Pack {
  const known = packs.get(pack);
  if (known !== undefined) return known;
  const filename = join(folder, `${pack}.js`);
  // V8 refuses code that another V8 made, or one with other flags, and compiles the source as if there were none.
  const beside = readIfThere(join(folder, `${pack}${codeSuffix}`));
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
