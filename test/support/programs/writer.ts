import type { Declaration, Project, Reference } from "./model.ts";
import { type Choices, choicesOf, type Style } from "./style.ts";

/** The files of a project as they are being written: who lives where, under which names. */
export interface Writer {
  readonly project: Project;
  readonly choices: Choices;
  readonly files: readonly SourceDraft[];
  /** A name that nothing else has. */
  fresh(): string;
  /** A file that `file` may import from, or `file` itself. */
  fileFor(file: number): number;
  /** The file that a declaration of the project lives in. */
  homeOf(key: string): number;
  /** What a file calls a name of another file or of the standard library; an import is added where it needs one. */
  nameIn(file: number, symbol: Symbol): string;
  /** What a file calls a declaration: `image.web`. */
  referTo(file: number, target: Reference): string;
  add(file: number, item: Item): void;
  /** Adds a value of a parameter to what the build is given. */
  give(name: string, text: string): void;
  readonly params: ReadonlyMap<string, string>;
}

/** A name and where it is declared: the number of a file, or a module of the standard library. */
export interface Symbol {
  readonly home: number | string;
  readonly name: string;
}

export interface Item {
  readonly text: string;
  /** What it declares, and whether it may be `private` when no other file imports the name. */
  readonly name: string | null;
  readonly mayHide: boolean;
}

export interface SourceDraft {
  readonly path: string;
  readonly items: Item[];
  readonly names: Set<string>;
  /** Local name by what is imported: `home name`. */
  readonly imports: Map<string, Import>;
}

interface Import {
  readonly symbol: Symbol;
  readonly local: string;
}

const paths = ["main.immu", "parts/one.immu", "parts/deep/two.immu", "größe.immu"];
const stems = ["v", "größe", "x-y", "_", "on", "kind", "per", "Ω", "base_", "fleet_"];

export function createWriter(project: Project, style: Style): Writer {
  const choices = choicesOf(style);
  const files = paths.map((path): SourceDraft => ({ path, items: [], names: new Set(), imports: new Map() }));
  const homes = placeDeclarations(project.declarations, choices, files.length);
  for (const { kind, name } of project.declarations) draftAt(files, homes.get(`${kind}.${name}`) ?? 0).names.add(name);
  const bareNames = onlyNames(project.declarations);
  const params = new Map<string, string>();
  let count = 0;
  const writer: Writer = {
    project,
    choices,
    files,
    params,
    fresh() {
      count += 1;
      return `${stems[choices.pick("names", stems.length)] ?? "v"}${count}`;
    },
    fileFor: (file) => file + choices.pick("files", files.length - file),
    homeOf: (key) => homes.get(key) ?? 0,
    nameIn(file, symbol) {
      if (symbol.home === file) return symbol.name;
      const draft = draftAt(files, file);
      const key = `${symbol.home} ${symbol.name}`;
      const known = draft.imports.get(key);
      if (known) return known.local;
      const taken = draft.names.has(symbol.name) || choices.pick("names", 4) === 3;
      const local = taken ? writer.fresh() : symbol.name;
      draft.imports.set(key, { symbol, local });
      draft.names.add(local);
      return local;
    },
    referTo(file, { of, name, std }) {
      const local = writer.nameIn(file, { home: std ?? writer.homeOf(`${of}.${name}`), name });
      const bare = (std !== null || bareNames.has(name)) && choices.pick("expressions", 4) === 3;
      return bare ? local : `${of}.${local}`;
    },
    add(file, item) {
      draftAt(files, file).items.push(item);
    },
    give(name, text) {
      params.set(name, text);
    },
  };
  return writer;
}

export function draftAt(files: readonly SourceDraft[], file: number): SourceDraft {
  const draft = files[file];
  if (!draft) throw new Error(`there is no file ${file}`);
  return draft;
}

// Files import from those after them alone, so that no import is circular: a declaration never lives before one that
// names it.
function placeDeclarations(
  declarations: readonly Declaration[],
  choices: Choices,
  count: number,
): ReadonlyMap<string, number> {
  const homes = new Map<string, number>();
  let least = 0;
  for (const [index, { kind, name }] of declarations.entries()) {
    // Rarely: with the same chance at each, all would end in the last file.
    const moves = index > 0 && least < count - 1 && choices.pick("files", 4) === 3;
    if (moves) least += 1;
    homes.set(`${kind}.${name}`, least);
  }
  return homes;
}

/** Names that one declaration has to itself, so that they are clear without its kind. */
function onlyNames(declarations: readonly Declaration[]): ReadonlySet<string> {
  const kinds = new Set(["image", "fleet", "rollout", "balancer", "network", "environment", "project", "on", "kind"]);
  const names = declarations.map(({ name }) => name);
  return new Set(names.filter((name) => !kinds.has(name) && names.indexOf(name) === names.lastIndexOf(name)));
}
