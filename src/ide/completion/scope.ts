import type { Snapshot } from "../../query/snapshot.ts";
import { resolveType } from "../../semantics/resolve-type.ts";
import type { LocalSymbol } from "../../semantics/symbols.ts";
import { any } from "../../semantics/types.ts";
import { forTypes } from "../occurrences.ts";
import type { AnyNode } from "../tree.ts";

/** A name that only an expression, function or policy around a place knows. */
export type ScopedName = Pick<LocalSymbol, "name" | "type">;

/** The local names that the end of a path sees, the nearest first. */
export function localsAt(snapshot: Snapshot, path: readonly AnyNode[]): readonly ScopedName[] {
  const found: ScopedName[] = [];
  for (const [index, node] of path.entries()) {
    const child = path[index + 1];
    found.unshift(...namesOf(snapshot, node, child));
  }
  return found.filter(({ name }, index) => name !== "" && found.findIndex((each) => each.name === name) === index);
}

function namesOf(snapshot: Snapshot, node: AnyNode, child: AnyNode | undefined): readonly ScopedName[] {
  const analysis = snapshot.analyze().value;
  const kindNames = new Set(analysis.kinds.keys());
  switch (node.kind) {
    case "Fn": {
      if (child !== node.body) return [];
      const typeParameters = new Set(node.typeParameters.map((each) => each.text));
      return node.parameters.map(({ name, type }) => ({
        name: name.text,
        type: resolveType(type, { report: () => {}, kindNames, typeParameters }),
      }));
    }
    case "Policy":
      return [{ name: node.subject.text, type: { kind: "reference", kindName: node.subjectKind.text } }];
    case "Declaration":
      return node.extends && child === node.body
        ? [{ name: "base", type: { kind: "reference", kindName: node.kindName.text } }]
        : [];
    case "Override": {
      const symbol = analysis.resolutions.get(node.target);
      if (symbol?.kind !== "declaration" || child !== node.body) return [];
      return [{ name: "base", type: { kind: "reference", kindName: symbol.kindName } }];
    }
    case "ListExpression":
    case "MapExpression": {
      const clause = node.comprehension;
      if (!clause || child === undefined) return [];
      const types = forTypes(analysis, clause);
      return clause.names.map((name, index) => ({ name: name.text, type: types[index] ?? any }));
    }
    default:
      return [];
  }
}
