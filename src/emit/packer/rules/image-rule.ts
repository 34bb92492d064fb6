import type { Report } from "../../../diagnostics/definition.ts";
import type { ImagePlan, Plan } from "../../../plan/model.ts";
import type { Origins } from "../../../plan/origins.ts";

/** One thing that must hold for an image to be baked as its author wrote it. */
export type ImageRule = (context: ImageContext, report: Report) => void;

export interface ImageContext {
  readonly plan: Plan;
  readonly image: ImagePlan;
  readonly origins: Origins;
}
