import { canonicalJson } from "../../base/json.ts";
import { compareCodePoints } from "../../base/order.ts";
import type { Plan } from "../../plan/model.ts";
import { changesBetween, type FieldChange } from "./changes.ts";
import { type Declaration, type DeclarationKind, declarationsOf } from "./declarations.ts";
import type { DeclarationChange } from "./plan-diff.ts";
import { none } from "./value.ts";

/** What became of a declaration in one environment. */
export interface OwnChange {
  readonly kind: DeclarationKind;
  readonly name: string;
  /** Null where it is the same in all. */
  readonly environment: string | null;
  readonly status: DeclarationChange["status"];
  readonly fields: readonly FieldChange[];
}

/** What became of every declaration, environment by environment. */
export function ownChanges(before: Plan, after: Plan): readonly OwnChange[] {
  const was = byKey(declarationsOf(before));
  const is = byKey(declarationsOf(after));
  const gone = [...was].filter(([key]) => !is.has(key)).map(([, declaration]) => declaration);
  return [...is.values(), ...gone]
    .flatMap(({ kind, name, environment }): OwnChange[] => {
      const key = keyOf({ kind, name, environment });
      const [old, fresh] = [was.get(key), is.get(key)];
      if (old === undefined) return [{ kind, name, environment, status: "added", fields: [] }];
      if (fresh === undefined) return [{ kind, name, environment, status: "removed", fields: [] }];
      const fields = changesBetween("", old.value ?? none, fresh.value ?? none);
      return fields.length === 0 ? [] : [{ kind, name, environment, status: "changed", fields }];
    })
    .sort((one, other) => order[one.kind] - order[other.kind] || compareCodePoints(one.name, other.name));
}

const order: Readonly<Record<DeclarationKind, number>> = {
  project: 0,
  environment: 1,
  network: 2,
  balancer: 3,
  store: 4,
  legacy: 5,
  image: 6,
  rollout: 7,
  fleet: 8,
};

function byKey(declarations: readonly Declaration[]): ReadonlyMap<string, Declaration> {
  return new Map(declarations.map((declaration) => [keyOf(declaration), declaration]));
}

function keyOf({ kind, name, environment }: Omit<Declaration, "value">): string {
  return canonicalJson([kind, name, environment]);
}
