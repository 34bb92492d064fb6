import { placeKey } from "../base/span.ts";
import { collectInto } from "../diagnostics/definition.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Plan } from "../plan/model.ts";
import type { Origins } from "../plan/origins.ts";
import { checkNameLimits } from "./name-limits.ts";
import { checkImage } from "./packer/rules/check-image.ts";
import { checkTagCounts } from "./tag-counts.ts";
import { checkTagLimits } from "./tag-limits.ts";
import { checkTerraform } from "./terraform/check-terraform.ts";

/**
 * What keeps a Plan from being written in some format, though the language allows it. Loads none of the formats'
 * libraries, so that a check and an editor can say what a build would.
 */
export function checkEmission(plan: Plan, origins: Origins): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const image of Object.values(plan.images)) checkImage(plan, image, origins, collectInto(found));
  // A tag that no image can have is told as that, and as no more.
  const told = new Set(found.map(({ span }) => placeKey(span)));
  const beyond: Diagnostic[] = [];
  checkTagLimits(plan, origins, collectInto(beyond));
  found.push(...beyond.filter((each) => !told.has(placeKey(each.span))));
  checkTagCounts(plan, origins, collectInto(found));
  checkNameLimits(plan, origins, collectInto(found));
  return [...found, ...checkTerraform(plan, origins)];
}
