import { expect, test } from "vitest";
import { type BringRequest, bringEnvironment } from "../../../src/host/release/bring-environment.ts";
import { emptyLedger } from "../../../src/release/ledger/ledger.ts";
import type { PlannedChange } from "../../../src/release/run/plan-changes.ts";
import { environmentOf } from "../../rollout/fleets.ts";
import { planFixture } from "../../support/plan-fixture.ts";

const failed = "aws_autoscaling_group.web_0123456789ab[0]";

test("a group that did not get healthy is not made again, which would be waited for in vain", async () => {
  const { request, done } = requestWith([replaced(failed, true)]);
  expect(await bringEnvironment(request)).toBe(0);
  expect(done).toEqual([`untaint ${failed}`]);
});

test("anything else that a creation gone wrong has left is made again", async () => {
  const { request, done } = requestWith([replaced("aws_lb.public", true)]);
  await expect(bringEnvironment(request)).rejects.toThrow("agree with --yes");
  expect(await bringEnvironment({ ...request, agreed: true })).toBe(1);
  expect(done).toEqual(["apply"]);
});

/** A request against a Terraform that plans these changes, and what was done there. */
function requestWith(changes: readonly PlannedChange[]) {
  const environment = environmentOf(planFixture());
  const done: string[] = [];
  let planned = changes;
  const request: BringRequest = {
    environment,
    fleets: ["web"],
    workspace: {
      shownAs: ".immuc/environments/prod",
      plan: async () => planned,
      apply: async () => void done.push("apply"),
      untaint: async (address) => {
        done.push(`untaint ${address}`);
        planned = planned.filter((change) => change.address !== address);
      },
      resources: async () => null,
    },
    ledger: emptyLedger("prod"),
    ownerOf: () => null,
    agreed: false,
    note: () => {},
  };
  return { request, done };
}

function replaced(address: string, tainted: boolean): PlannedChange {
  return { address, type: address.split(".")[0] ?? "", action: "replace", tainted, fleet: null };
}
