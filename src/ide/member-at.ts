import type { Snapshot } from "../query/snapshot.ts";
import type { MemberModel } from "../semantics/kinds.ts";
import { membersOf } from "./occurrences.ts";
import type { AnyNode } from "./tree.ts";

/** A body that a path leads into: what may stand in it, and how messages call what it belongs to. */
export interface BodyPlace {
  readonly owner: string;
  readonly members: ReadonlyMap<string, MemberModel>;
  /** Inside an override, where only what may differ between environments can stand. */
  readonly overriding: boolean;
  /** Names of the blocks around, outermost first; with their labels where they have some. */
  readonly blocks: readonly string[];
}

/** The innermost body on a path; null where its kind or block is unknown. */
export function bodyAt(snapshot: Snapshot, path: readonly AnyNode[]): BodyPlace | null {
  const analysis = snapshot.analyze().value;
  let place = null as BodyPlace | null;
  for (const [index, node] of path.entries()) {
    if (path[index + 1]?.kind !== "Body") continue;
    if (node.kind === "Declaration") {
      const around = membersOf(analysis, node.kindName.text);
      place = around && { ...around, overriding: false, blocks: [] };
    } else if (node.kind === "Override") {
      const symbol = analysis.resolutions.get(node.target);
      const around = symbol?.kind === "declaration" ? membersOf(analysis, symbol.kindName) : null;
      place = around && { ...around, overriding: true, blocks: [] };
    } else if (node.kind === "Block") {
      const model: MemberModel | undefined = place?.members.get(node.name.text);
      const blocks: readonly string[] = [
        ...(place?.blocks ?? []),
        ...(node.label ? [node.name.text, node.label.text] : [node.name.text]),
      ];
      place =
        place && model?.kind === "block"
          ? { owner: `${place.owner}.${model.name}`, members: model.members, overriding: place.overriding, blocks }
          : null;
    }
  }
  return place;
}

/** The member of that name in the innermost body on a path. */
export function memberAt(snapshot: Snapshot, path: readonly AnyNode[], name: string): MemberModel | null {
  return bodyAt(snapshot, path)?.members.get(name) ?? null;
}
