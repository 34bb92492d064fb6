import { byText } from "../base/order.ts";
import type { Artifact } from "../emit/artifact.ts";
import type { Contents } from "../plan/contents.ts";
import type { Plan } from "../plan/model.ts";

/** Everything that a Plan is emitted as, sorted by path. The emitters and their libraries are loaded only here. */
export async function emitAll(input: {
  readonly plan: Plan;
  readonly contents: Contents;
}): Promise<readonly Artifact[]> {
  const { plan, contents } = input;
  const [{ emitPacker }, { emitTerraform }, { emitRollouts }] = await Promise.all([
    import("../emit/packer/emit-packer.ts"),
    import("../emit/terraform/emit-terraform.ts"),
    import("../emit/rollouts/emit-rollouts.ts"),
  ]);
  const artifacts = [...emitPacker(plan, contents), ...emitTerraform(plan), ...emitRollouts(plan)];
  return artifacts.sort(byText(({ path }) => path));
}
