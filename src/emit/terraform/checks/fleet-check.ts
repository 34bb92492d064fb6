import type { Report } from "../../../diagnostics/definition.ts";
import type { EnvironmentPlan, FleetPlan, ProjectPlan } from "../../../plan/model.ts";
import type { Origins } from "../../../plan/origins.ts";

/** What a check looks at. */
export interface CheckContext {
  readonly project: ProjectPlan;
  readonly environment: EnvironmentPlan;
  readonly origins: Origins;
}

/** One thing that no stack can express. */
export type FleetCheck = (context: CheckContext, fleet: FleetPlan, report: Report) => void;
