import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { version } from "../../package.json";
import type { Source } from "../base/source.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { EnvironmentFault } from "../host/fault.ts";
import { readHistory } from "../host/ledger/read-history.ts";
import type { Live } from "../plan/live.ts";
import type { Lock } from "../plan/lock.ts";
import type { CompileInput } from "../query/compile-input.ts";
import { createParseStore } from "../query/parse-store.ts";
import { createSnapshot, type Snapshot } from "../query/snapshot.ts";
import { lockFileName } from "../release/lock/model.ts";
import { parseLock } from "../release/lock/parse.ts";
import { type RememberedFiles, rememberedFiles } from "./files.ts";
import { joinRoot, pathInside } from "./uris.ts";

/** The file that a project begins with. */
export const entryName = "main.immu";

/** A folder that projects lie in, with what is open in an editor laid over what the disk has. */
export interface Root {
  readonly folder: string;
  readonly files: RememberedFiles;
  /** The project that begins with a file. */
  project(entry: string): Project;
  /** Whether any was asked for yet. */
  isRead(): boolean;
  /** A root-relative path below the folder has changed; null: any may have. */
  invalidate(path: string | null): void;
}

export interface Project {
  /** Where it lies; the editor's uri of its only document where that lies in no folder. */
  readonly place: Place;
  readonly snapshot: Snapshot;
  /** What the lock has wrong. */
  readonly lockDiagnostics: readonly Diagnostic[];
  readonly lockSources: ReadonlyMap<string, Source>;
}

export type Place =
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "document"; readonly uri: string };

/** `openTexts`: the texts of all open documents, by absolute path. */
export function createRoot(folder: string, openTexts: () => ReadonlyMap<string, string>): Root {
  const files = rememberedFiles(folder, entryName);
  const store = createParseStore();
  const projects = new Map<string, Project>();
  let isRead = false;
  let surroundings: { readonly lock: LockReading; readonly live: Live } | null = null;
  return {
    folder,
    files,
    isRead: () => isRead,
    project(entry) {
      isRead = true;
      const known = projects.get(entry);
      if (known) return known;
      const texts = textsBelow(folder, openTexts());
      surroundings ??= { lock: readLock(files), live: readLive(folder) };
      const { lock, live } = surroundings;
      const input: CompileInput = {
        files,
        entry,
        params: new Map(),
        lock: lock.value,
        locked: false,
        live,
        purpose: entry === entryName ? "check" : "fragment",
      };
      const snapshot = createSnapshot(input, store, texts);
      const project: Project = {
        place: { kind: "folder", path: folder },
        snapshot,
        lockDiagnostics: lock.diagnostics,
        lockSources: lock.sources,
      };
      projects.set(entry, project);
      return project;
    },
    invalidate(path) {
      projects.clear();
      // The text of a source decides neither the lock nor what is live.
      if (!path?.endsWith(".immu")) surroundings = null;
    },
  };
}

function textsBelow(folder: string, texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const below = new Map<string, string>();
  for (const [path, text] of texts) {
    const inside = pathInside(folder, path);
    if (inside?.endsWith(".immu")) below.set(inside, text);
  }
  return below;
}

interface LockReading {
  readonly value: Lock | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
}

function readLock(files: RememberedFiles): LockReading {
  const text = files.readSource(lockFileName);
  if (text.kind !== "ok") return { value: null, diagnostics: [], sources: new Map() };
  const source = { uri: lockFileName, text: text.value };
  const { value, diagnostics } = parseLock(source, { compiler: version, locked: false });
  return { value, diagnostics, sources: new Map([[lockFileName, source]]) };
}

// A history that can't be read is no reason to know nothing: commands that rely on it say what is wrong.
function readLive(folder: string): Live {
  const path = joinRoot(folder, "ledger");
  if (!existsSync(path)) return {};
  try {
    const history = readHistory({ path, shownAs: "ledger" });
    return history.kind === "read" ? history.live : {};
  } catch (error) {
    if (error instanceof EnvironmentFault) return {};
    throw error;
  }
}

/** The folders from a file upwards that have an entry file, the nearest first. `isOpen`: also those not on disk yet. */
export function projectFolders(path: string, isOpen: (path: string) => boolean): readonly string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const entry = join(folder, entryName);
    if (isOpen(entry) || existsSync(entry)) folders.push(folder);
    if (dirname(folder) === folder) return folders;
  }
}
