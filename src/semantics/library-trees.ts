import type { SourceFile } from "../syntax/ast.ts";

/**
 * The trees of the standard library as JSON, by module. The bundler parses it and puts them here
 * (scripts/bundle/library-trees.ts), as reading them takes a tenth of the time; sources that run without a bundle parse.
 */
const libraryTrees: Readonly<Record<string, string>> = {};

const read = new Map<string, SourceFile>();

/** The tree of a module of the standard library, the same each time; null where it has to be parsed. */
export function libraryTree(uri: string): SourceFile | null {
  const known = read.get(uri);
  if (known) return known;
  const json = libraryTrees[uri];
  if (json === undefined) return null;
  const tree: SourceFile = JSON.parse(json);
  read.set(uri, tree);
  return tree;
}
