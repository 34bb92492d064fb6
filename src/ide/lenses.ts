import { shortDigest } from "../base/digest.ts";
import { lookup } from "../base/record.ts";
import { type Span, spanOf } from "../base/span.ts";
import { plural } from "../base/wording.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { durationText } from "../rollout/text.ts";
import type * as ast from "../syntax/ast.ts";
import { usesOf } from "./call-hierarchy.ts";
import { fleetRollouts } from "./rollout-summary.ts";
import { planOf } from "./values.ts";

/** A line above a declaration that says what it comes to. */
export interface Lens {
  readonly span: Span;
  readonly text: string;
  /** The places that it counts, where it counts some. */
  readonly places: readonly Span[];
  /** Whether it sums up rollouts, which an editor may have more to show of. */
  readonly rollouts: boolean;
}

/** Who uses an image or rollout, its fingerprint or duration, a fleet's generations. */
export function lensesIn(snapshot: Snapshot, uri: string): readonly Lens[] {
  const module = snapshot.analyze().value.all.get(uri);
  if (!module || module.std) return [];
  return module.file.items.flatMap((item) =>
    item.kind === "Declaration" && item.name.text !== "" ? declarationLenses(snapshot, item) : [],
  );
}

function declarationLenses(snapshot: Snapshot, item: ast.Declaration): readonly Lens[] {
  const name = item.name.text;
  const span = spanOf(item.name);
  const lens = (text: string, places: readonly Span[] = []): Lens => ({ span, text, places, rollouts: false });
  const rolloutLens = (text: string): Lens => ({ span, text, places: [], rollouts: true });
  const uses = usesOf(snapshot, span);
  const used = uses.length === 0 ? "used by nothing" : `used by ${usersText(uses.map(({ user }) => user.name))}`;
  const places = uses.flatMap(({ spans }) => spans);
  switch (item.kindName.text) {
    case "image": {
      const plan = planOf(snapshot);
      const image = plan && lookup(plan.images, name);
      const fingerprint = image && !item.abstract ? [lens(`fingerprint ${shortDigest(image.fingerprint)}`)] : [];
      return [lens(used, places), ...fingerprint];
    }
    case "rollout": {
      const found = fleetRollouts(snapshot, ({ rollout }) => rollout.name === name);
      const longest = found.toSorted((left, right) => right.path.worstCase - left.path.worstCase)[0]?.path;
      const time = longest
        ? [rolloutLens(`${plural(longest.steps.length, "step")} in at most ${durationText(longest.worstCase)}`)]
        : [];
      return [lens(used, places), ...time];
    }
    case "fleet":
      return fleetRollouts(snapshot, (fleet) => fleet.name === name).map(({ environment, fleet, path }) =>
        rolloutLens(
          `${environment.name}: generation ${shortDigest(fleet.wanted)}, ${durationText(path.worstCase)} to roll out`,
        ),
      );
    case "network":
    case "balancer":
      return [lens(used, places)];
    default:
      return [];
  }
}

// `3 fleets`, or the name of the only one.
function usersText(names: readonly string[]): string {
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  const kinds = new Map<string, number>();
  for (const name of names) {
    const kind = name.includes(".") ? name.slice(0, name.indexOf(".")) : "other";
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds].map(([kind, count]) => plural(count, kind)).join(", ");
}
