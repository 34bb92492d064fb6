import { byText, distinctTexts } from "../base/order.ts";
import { baseUnpinned, baseUnpinnedLocked } from "../diagnostics/codes/base-unpinned.ts";
import type { DeclarationSymbol } from "../semantics/symbols.ts";
import { instanceOf } from "./evaluate/instance.ts";
import { type Lowering, spanAt } from "./lower/lowering.ts";
import type { ImagePlan } from "./model.ts";

/** Reports the images whose bases the lock does not pin, all in one: one command pins them all. */
export function checkPins(lowering: Lowering, images: ReadonlyMap<DeclarationSymbol, ImagePlan>): void {
  const unpinned = [...images]
    .filter(([, { definition }]) => Object.keys(definition.base.pins).length === 0)
    .sort(byText(([, { name }]) => name));
  const [first] = unpinned;
  if (first === undefined) return;
  const names = unpinned.map(([, { name }]) => name);
  const regions = distinctTexts(unpinned.map(([, image]) => image.regions[0] ?? ""));
  const span = spanAt(lowering, instanceOf(lowering.evaluation, first[0], null), ["base"]);
  lowering.evaluation.report(lowering.locked ? baseUnpinnedLocked : baseUnpinned, span, { images: names, regions });
}
