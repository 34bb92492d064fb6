import { expect, test } from "vitest";
import { planState } from "../../../src/host/release/apply-state.ts";
import { TerraformFailure } from "../../../src/host/terraform/terraform.ts";
import type { Workspace } from "../../../src/host/terraform/workspace.ts";
import { emptyLedger } from "../../../src/release/ledger/ledger.ts";
import type { PlannedChange } from "../../../src/release/run/plan-changes.ts";
import { environmentOf, fleetOf } from "../../rollout/fleets.ts";
import { planFixture } from "../../support/plan-fixture.ts";

test.each([
  ["want exactly 4 healthy instance(s) in Auto Scaling Group, have 1", "1 of 4"],
  ["want at least 2 healthy instance(s) registered to Load Balancer, have 0", "0 of 2"],
])("says how many instances became healthy: %s", async (state, counted) => {
  const output = `╷\n│ Error: waiting for Auto Scaling Group (web) capacity satisfied: timeout while waiting for\n│ state to become 'ok' (last state: '${state.replace("healthy ", "healthy\n│ ")}', timeout: 17m0s)\n╵\n`;
  expect(await appliedAgainst(output)).toEqual({
    kind: "unhealthy",
    why: `its instances did not become healthy in time: ${counted} did`,
  });
});

test("AWS's words are told where it did not launch them", async () => {
  const words = "We currently do not have sufficient t3.micro capacity. Launching EC2 instance failed.";
  const once = `scaling activity (5e6f-01): Failed: ${words.replace("sufficient ", "sufficient\n│ ")}`;
  const output = `╷\n│ Error: waiting for Auto Scaling Group (web) capacity satisfied: ${once}\n│ ${once}\n│ \n│   with aws_autoscaling_group.web_0[0],\n╵\n`;
  const told = { kind: "unhealthy", why: `AWS did not launch its instances: ${words}` };
  expect(await appliedAgainst(output)).toEqual(told);
  expect(await appliedAgainst(output.replace(`\n│ ${once}`, ""))).toEqual(told);
});

test("that it waited in vain is enough where Terraform does not say for how many", async () => {
  const output = "Error: waiting for Auto Scaling Group (web) capacity satisfied: timeout";
  expect(await appliedAgainst(output)).toEqual({
    kind: "unhealthy",
    why: "its instances did not become healthy in time",
  });
});

test("what was planned is applied as it is, and planned again where Terraform's state has changed since", async () => {
  const done: string[] = [];
  const stale = new TerraformFailure("failed", "Error: Saved plan is stale");
  const apply = await plannedWith(
    async () => {
      done.push("apply");
      if (done.length === 1) throw stale;
    },
    () => void done.push("plan"),
  );
  expect(done.splice(0)).toEqual(["plan"]);
  expect(await apply()).toEqual({ kind: "applied", changed: true });
  expect(done).toEqual(["apply", "plan", "apply"]);
});

/** Applies where Terraform fails with this output. */
async function appliedAgainst(output: string) {
  const apply = await plannedWith(() => Promise.reject(new TerraformFailure("failed", output)));
  return apply();
}

/** Plans where Terraform applies like this. `planned`: told of each plan. */
function plannedWith(apply: Workspace["apply"], planned = () => {}) {
  const plan = planFixture();
  const workspace: Workspace = {
    shownAs: ".immuc/environments/prod",
    plan: async () => {
      planned();
      return [change];
    },
    apply,
    untaint: async () => {},
    resources: async () => null,
  };
  const ownerOf = () => "web";
  const rest = { workspace, ownerOf, agreed: false, remedy: "", note: () => {} };
  const options = { environment: environmentOf(plan), fleet: fleetOf(plan), ...rest };
  const target = { name: "01-create", state: {}, direction: "onward" } as const;
  return planState(options, emptyLedger("prod"), target);
}

const change: PlannedChange = {
  address: "aws_autoscaling_group.web_0[0]",
  type: "aws_autoscaling_group",
  action: "create",
  tainted: false,
  fleet: "web",
};
