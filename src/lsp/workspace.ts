import type { TextDocumentContentChangeEvent } from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import { findProject, foldersAround, type Located, type Opened, projectsWith, rootAt } from "./locate.ts";
import type { Project, Root } from "./project.ts";
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
  projects(): readonly Project[];
  /** Whether a document is open that belongs to a project of many or long sources which nothing was asked of yet. */
  isLargeAndNew(): boolean;
  /** Raised by every change. */
  version(): number;
}

/**
 * A workspace without documents. It reads the disk when it is first asked about a document, and trusts what it read
 * until `touch` or `touchAll`.
 */
export function createWorkspace(): Workspace {
  const documents = new Map<string, TextDocument>();
  const roots = new Map<string, Root>();
  const opened: Opened = { documents, roots };
  const located = new Map<string, Located | null>();
  let version = 0;

  const changed = (uri: string): void => {
    version += 1;
    located.clear();
    for (const { root, path } of rootsAround(opened, uri)) root.invalidate(path);
  };
  const reread = (uri: string): void => {
    for (const { root, path } of rootsAround(opened, uri)) root.files.forget(path);
    changed(uri);
  };
  const locate = (uri: string): Located | null => {
    const known = located.get(uri);
    if (known !== undefined) return known;
    const found = findProject(opened, uri);
    located.set(uri, found);
    return found;
  };
  return {
    open(uri, languageId, documentVersion, text) {
      documents.set(uri, TextDocument.create(uri, languageId, documentVersion, text));
      reread(uri);
    },
    change(uri, documentVersion, changes) {
      const document = documents.get(uri);
      if (!document) return;
      documents.set(uri, TextDocument.update(document, [...changes], documentVersion));
      changed(uri);
    },
    close(uri) {
      documents.delete(uri);
      reread(uri);
    },
    touch(uris) {
      for (const uri of uris) reread(uri);
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
      const others = path?.endsWith(".immu") ? [...projectsWith(opened, path)] : [];
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
    isLargeAndNew: () => [...documents.values()].some((document) => isInLargeAndNew(opened, document)),
    version: () => version,
  };
}

/** The roots that a file lies in, and its path in each. */
function rootsAround({ roots }: Opened, uri: string): readonly { readonly root: Root; readonly path: string }[] {
  const absolute = pathOfUri(uri);
  if (absolute === null) return [];
  return [...roots.values()].flatMap((root) => {
    const path = pathInside(root.folder, absolute);
    return path === null ? [] : [{ root, path }];
  });
}

function isInLargeAndNew(opened: Opened, document: TextDocument): boolean {
  const path = pathOfUri(document.uri);
  const [folder] = path === null ? [] : foldersAround(opened, path);
  if (folder === undefined || opened.roots.get(folder)?.isRead()) return false;
  return document.getText().length > longText || rootAt(opened, folder).files.sources().length > manySources;
}

/** Characters, and sources, that take long enough to read for people to wonder. */
const longText = 500_000;
const manySources = 200;
