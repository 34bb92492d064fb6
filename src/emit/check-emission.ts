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
  const report = collectInto(found);
  for (const image of Object.values(plan.images)) checkImage(plan, image, origins, report);
  // A tag that no image can have is told as that, and as no more.
  const told = new Set(found.map(({ span }) => placeKey(span)));
  checkTagLimits(plan, origins, (definition, span, values, details) => {
    if (!told.has(placeKey(span))) report(definition, span, values, details);
  });
  checkTagCounts(plan, origins, report);
  checkNameLimits(plan, origins, report);
  checkTerraform(plan, origins, report);
  return found;
}
