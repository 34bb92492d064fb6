import { compareCodePoints } from "../base/json.ts";
import type { Outcome } from "../diagnostics/diagnostic.ts";
import type { Artifact } from "../emit/artifact.ts";
import type { Contents } from "../plan/contents.ts";
import type { Plan } from "../plan/model.ts";
import type { Origins } from "../plan/origins.ts";

/** Everything that a Plan is emitted as, sorted by path. The emitters and their libraries are loaded only here. */
export async function emitAll(input: {
  readonly plan: Plan;
  readonly contents: Contents;
  readonly origins: Origins;
}): Promise<Outcome<readonly Artifact[]>> {
  const { plan, contents, origins } = input;
  const [{ emitPacker }, { emitTerraform }, { emitRollouts }] = await Promise.all([
    import("../emit/packer/emit-packer.ts"),
    import("../emit/terraform/emit-terraform.ts"),
    import("../emit/rollouts/emit-rollouts.ts"),
  ]);
  const packer = emitPacker(plan, contents, origins);
  const terraform = emitTerraform(plan, origins);
  const artifacts = [...packer.value, ...terraform.value, ...emitRollouts(plan)];
  return {
    value: artifacts.sort((left, right) => compareCodePoints(left.path, right.path)),
    diagnostics: [...packer.diagnostics, ...terraform.diagnostics],
  };
}
