import { basename, dirname } from "node:path";
import type { TextDocumentContentChangeEvent } from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import { createParseStore } from "../query/parse-store.ts";
import { createSnapshot, type Snapshot } from "../query/snapshot.ts";
import { standardLibrary } from "../semantics/stdlib.gen.ts";
import { noFiles } from "./files.ts";
import { createRoot, entryName, type Project, projectFolders, type Root } from "./project.ts";
import { pathInside, pathOfUri, standardModule } from "./uris.ts";

/** The documents that an editor has open, and the projects that they belong to. */
export interface Workspace {
  open(uri: string, languageId: string, version: number, text: string): void;
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void;
  close(uri: string): void;
  /** Files have changed on disk. */
  touch(uris: readonly string[]): void;
  /** Anything may have changed on disk. */
  touchAll(): void;
  document(uri: string): TextDocument | null;
  documents(): Iterable<TextDocument>;
  /** The project that a document belongs to, and its name in there; null for what is no source. */
  locate(uri: string): Located | null;
  /** Every project that has a source, the one that it is located in first: projects may lie in each other. */
  sharing(uri: string): readonly Located[];
  /** The projects of all open documents, each once. */
  projects(): readonly Located["project"][];
  /** Whether a document is open that belongs to a project of many or long sources which nothing was asked of yet. */
  isLargeAndNew(): boolean;
  /** Raised by every change. */
  version(): number;
}

export interface Located {
  readonly project: Project;
  readonly snapshot: Snapshot;
  /** The source's uri in the snapshot: `infra/web.immu`, `std/rollouts`. */
  readonly uri: string;
}

/**
 * A workspace without documents. It reads the disk when it is first asked about a document, and trusts what it read
 * until `touch` or `touchAll`.
 */
export function createWorkspace(): Workspace {
  const documents = new Map<string, TextDocument>();
  const roots = new Map<string, Root>();
  const located = new Map<string, Located | null>();
  let version = 0;

  const openTexts = (): ReadonlyMap<string, string> => {
    const texts = new Map<string, string>();
    for (const document of documents.values()) {
      const path = pathOfUri(document.uri);
      if (path !== null) texts.set(path, document.getText());
    }
    return texts;
  };
  const isOpen = (path: string): boolean => [...documents.keys()].some((uri) => pathOfUri(uri) === path);
  const rootAt = (folder: string): Root => {
    let root = roots.get(folder);
    if (!root) {
      root = createRoot(folder, openTexts);
      roots.set(folder, root);
    }
    return root;
  };
  const changed = (uri: string): void => {
    version += 1;
    located.clear();
    const path = pathOfUri(uri);
    for (const root of roots.values()) {
      const inside = path === null ? null : pathInside(root.folder, path);
      if (inside !== null) root.invalidate(inside);
    }
  };
  const forget = (uri: string): void => {
    const path = pathOfUri(uri);
    for (const root of path === null ? [] : roots.values()) {
      const inside = pathInside(root.folder, path ?? "");
      if (inside !== null) root.files.forget(inside);
    }
  };

  const locate = (uri: string): Located | null => {
    const known = located.get(uri);
    if (known !== undefined) return known;
    const found = find(uri);
    located.set(uri, found);
    return found;
  };
  const find = (uri: string): Located | null => {
    const module = standardModule(uri);
    if (module !== null) return module in standardLibrary ? inStandardLibrary(module) : null;
    const path = pathOfUri(uri);
    const document = documents.get(uri);
    // What is called otherwise belongs to no project, and is read because its editor takes it for a source.
    if (path === null || !path.endsWith(".immu")) return document ? alone(document) : null;
    const [importing] = importers(path);
    if (importing) return importing;
    // Imported by no project: looked at by itself, with the files of the project that it lies in.
    const folder = projectFolders(path, isOpen)[0] ?? dirname(path);
    const inside = pathInside(folder, path) ?? basename(path);
    const project = rootAt(folder).project(inside);
    return { project, snapshot: project.snapshot, uri: inside };
  };
  function* importers(path: string): Generator<Located> {
    for (const folder of projectFolders(path, isOpen)) {
      const inside = pathInside(folder, path);
      const project = rootAt(folder).project(entryName);
      if (inside !== null && project.snapshot.modules().value.all.has(inside))
        yield { project, snapshot: project.snapshot, uri: inside };
    }
  }
  const inStandardLibrary = (module: string): Located => {
    for (const root of roots.values()) {
      const project = root.project(entryName);
      if (project.snapshot.modules().value.all.has(module)) return { project, snapshot: project.snapshot, uri: module };
    }
    return { project: standardProject, snapshot: standardProject.snapshot, uri: module };
  };

  return {
    open(uri, languageId, documentVersion, text) {
      documents.set(uri, TextDocument.create(uri, languageId, documentVersion, text));
      forget(uri);
      changed(uri);
    },
    change(uri, documentVersion, changes) {
      const document = documents.get(uri);
      if (!document) return;
      documents.set(uri, TextDocument.update(document, [...changes], documentVersion));
      changed(uri);
    },
    close(uri) {
      documents.delete(uri);
      forget(uri);
      changed(uri);
    },
    touch(uris) {
      for (const uri of uris) {
        forget(uri);
        changed(uri);
      }
    },
    touchAll() {
      version += 1;
      located.clear();
      for (const root of roots.values()) {
        root.files.forgetAll();
        root.invalidate(null);
      }
    },
    document: (uri) => documents.get(uri) ?? null,
    documents: () => documents.values(),
    locate,
    sharing(uri) {
      const own = locate(uri);
      const path = pathOfUri(uri);
      const others = path?.endsWith(".immu") ? [...importers(path)] : [];
      return own ? [own, ...others.filter(({ project }) => project !== own.project)] : [];
    },
    projects() {
      const found = new Set<Project>();
      for (const uri of documents.keys()) {
        const place = standardModule(uri) === null ? locate(uri) : null;
        if (place) found.add(place.project);
      }
      return [...found];
    },
    isLargeAndNew() {
      return [...documents.values()].some((document) => {
        const path = pathOfUri(document.uri);
        const [folder] = path === null ? [] : projectFolders(path, isOpen);
        if (folder === undefined || roots.get(folder)?.isRead()) return false;
        return document.getText().length > longText || rootAt(folder).files.sources().length > manySources;
      });
    },
    version: () => version,
  };
}

/** Characters, and sources, that take long enough to read for people to wonder. */
const longText = 500_000;
const manySources = 200;

function alone(document: TextDocument): Located {
  const uri = "untitled.immu";
  const snapshot = createSnapshot(
    { files: noFiles, entry: uri, params: new Map(), lock: null, locked: false, live: {}, purpose: "fragment" },
    createParseStore(),
    new Map([[uri, document.getText()]]),
  );
  const project: Project = {
    place: { kind: "document", uri: document.uri },
    snapshot,
    lockDiagnostics: [],
    lockSources: new Map(),
  };
  return { project, snapshot, uri };
}

// A project that imports every module, for reading the library where no project is open.
const standardProject: Project = (() => {
  const entry = "library.immu";
  const text = Object.keys(standardLibrary)
    .map((module) => `import { name } from "${module}"\n`)
    .join("");
  const snapshot = createSnapshot(
    { files: noFiles, entry, params: new Map(), lock: null, locked: false, live: {}, purpose: "fragment" },
    createParseStore(),
    new Map([[entry, text]]),
  );
  return { place: { kind: "document", uri: entry }, snapshot, lockDiagnostics: [], lockSources: new Map() };
})();
