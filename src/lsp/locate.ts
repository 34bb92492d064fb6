import { basename, dirname } from "node:path";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Snapshot } from "../query/snapshot.ts";
import { standardLibrary } from "../semantics/stdlib.gen.ts";
import { loneProject, standardProject } from "./folderless.ts";
import { createRoot, entryName, type Project, projectFolders, type Root } from "./project.ts";
import { pathInside, pathOfUri, standardModule } from "./uris.ts";

/** What an editor has open, and the folders that its projects were looked for in. */
export interface Opened {
  /** By their uris. */
  readonly documents: ReadonlyMap<string, TextDocument>;
  /** By their paths. */
  readonly roots: Map<string, Root>;
}

/** A source and a project that has it. */
export interface Located {
  readonly project: Project;
  readonly snapshot: Snapshot;
  /** The source's uri in the snapshot: `infra/web.immu`, `std/rollouts`. */
  readonly uri: string;
}

/** The project that a document belongs to, and its name in there; null for what is no source. */
export function findProject(opened: Opened, uri: string): Located | null {
  const module = standardModule(uri);
  if (module !== null) return module in standardLibrary ? inStandardLibrary(opened, module) : null;
  const path = pathOfUri(uri);
  const document = opened.documents.get(uri);
  // What is called otherwise belongs to no project, and is read because its editor takes it for a source.
  if (path === null || !path.endsWith(".immu")) return document ? entryOf(loneProject(document)) : null;
  const [nearest] = projectsWith(opened, path);
  if (nearest) return nearest;
  // Imported by no project: looked at by itself, with the files of the project that it lies in.
  const folder = foldersAround(opened, path)[0] ?? dirname(path);
  return entryOf(rootAt(opened, folder).project(pathInside(folder, path) ?? basename(path)));
}

/** Every project of an entry file that has the source at a path, the nearest first. */
export function* projectsWith(opened: Opened, path: string): Generator<Located> {
  for (const folder of foldersAround(opened, path)) {
    const inside = pathInside(folder, path);
    const project = rootAt(opened, folder).project(entryName);
    if (inside !== null && has(project, inside)) yield placeIn(project, inside);
  }
}

function inStandardLibrary({ roots }: Opened, module: string): Located {
  for (const root of roots.values()) {
    const project = root.project(entryName);
    if (has(project, module)) return placeIn(project, module);
  }
  return placeIn(standardProject, module);
}

function has({ snapshot }: Project, uri: string): boolean {
  return snapshot.modules().value.all.has(uri);
}

function entryOf(project: Project): Located {
  return placeIn(project, project.snapshot.input.entry);
}

function placeIn(project: Project, uri: string): Located {
  return { project, snapshot: project.snapshot, uri };
}

/** The folders that projects around a file begin in, the nearest first. */
export function foldersAround({ documents }: Opened, path: string): readonly string[] {
  return projectFolders(path, (entry) => [...documents.keys()].some((uri) => pathOfUri(uri) === entry));
}

/** The root that is a folder. */
export function rootAt({ documents, roots }: Opened, folder: string): Root {
  const known = roots.get(folder);
  if (known) return known;
  const root = createRoot(folder, () => textsByPath(documents.values()));
  roots.set(folder, root);
  return root;
}

function textsByPath(documents: Iterable<TextDocument>): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const document of documents) {
    const path = pathOfUri(document.uri);
    if (path !== null) texts.set(path, document.getText());
  }
  return texts;
}
