import { describe, expect, test } from "vitest";
import { belongsTo, type OwnerOf, type PlannedChange, readPlanChanges } from "../../../src/release/run/plan-changes.ts";
import { refusedInPlace } from "../../../src/release/run/step-guard.ts";

const key = "a1a1a1a1a1a1";
const web = { name: "web", identifier: "web" };

describe("whose a change is", () => {
  const owners: Readonly<Record<string, string>> = {
    "aws_lb_listener_rule.web": "web",
    "aws_lb.public": "",
    "aws_iam_role.jobs": "jobs",
  };
  const ownerOf: OwnerOf = (address) => owners[address] ?? null;
  const whose = (address: string, fleet: string | null) =>
    belongsTo({ ...change(address, "delete"), fleet }, web, ownerOf);

  test.each([
    ["aws_lb_listener_rule.web[0]", null],
    [`aws_launch_template.web_${key}[0]`, "web"],
    ["aws_vpc_security_group_egress_rule.fleet--web--db", "web"],
    ["aws_vpc_security_group_egress_rule.balancer--fleet--web--8080", "web"],
    ["aws_vpc_security_group_ingress_rule.fleet--web--8080", "web"],
    [`aws_autoscaling_policy.web_${key}--cpu[0]`, null],
    ["aws_iam_role_policy.web", null],
  ])("%s is the fleet's", (address, fleet) => {
    expect(whose(address, fleet)).toBe(true);
  });

  test.each([
    ["aws_lb.public", "web"],
    ["aws_iam_role.jobs", null],
    ["aws_iam_role.webby", null],
    [`aws_launch_template.webx_${key}[0]`, null],
    ["aws_vpc_security_group_egress_rule.fleet--web--ab12cd34", "web--ab12cd34"],
    ["aws_vpc_security_group_egress_rule.fleet--web--db", null],
    [`aws_launch_template.web_${key}[0]`, "jobs"],
  ])("%s, tagged %s, is not", (address, fleet) => {
    expect(whose(address, fleet)).toBe(false);
  });
});

test.each(["aws_instance", "aws_launch_template", "aws_lb_target_group", "aws_ami"])(
  "%s is never changed in place",
  (type) => {
    const address = `${type}.web_${key}[0]`;
    for (const action of ["update", "replace"] as const)
      expect(refusedInPlace(change(address, action))).toBe(
        `${action} ${address}: it belongs to a generation, which is never changed`,
      );
    for (const action of ["create", "delete"] as const) expect(refusedInPlace(change(address, action))).toBeNull();
  },
);

test("is read from what Terraform shows", () => {
  const resource = (address: string, mode: string, actions: readonly string[], more: object = {}, values = {}) => ({
    address,
    mode,
    type: address.split(".")[0],
    change: { actions, ...values },
    ...more,
  });
  const tags = { "immu:fleet": "web", team: "shop" };
  const text = JSON.stringify({
    resource_changes: [
      resource("aws_b.x", "managed", ["delete", "create"], { action_reason: "replace_because_tainted" }),
      resource("aws_a.x", "managed", ["update"], {}, { before: { tags }, after: { tags: null } }),
      resource("aws_c.x", "managed", ["no-op"]),
      resource("aws_d.x", "managed", ["create"], {}, { before: null, after: { tags } }),
      resource("aws_e.x", "managed", ["delete"], {}, { before: { tag: [{ key: "immu:fleet", value: "web" }] } }),
      resource("aws_f.x", "managed", ["delete"], {}, { before: { tags: ["a form", "of its own"], tag: "x" } }),
      resource("aws_ami.x", "data", ["read"]),
    ],
  });
  expect(readPlanChanges(text)).toEqual([
    { ...change("aws_a.x", "update"), fleet: "web" },
    { ...change("aws_b.x", "replace"), tainted: true },
    { ...change("aws_d.x", "create"), fleet: "web" },
    { ...change("aws_e.x", "delete"), fleet: "web" },
    change("aws_f.x", "delete"),
  ]);
  expect(readPlanChanges("{}")).toEqual([]);
  expect(readPlanChanges("no plan")).toBeNull();
  expect(readPlanChanges('{"resource_changes": 1}')).toBeNull();
});

function change(address: string, action: PlannedChange["action"]): PlannedChange {
  return { address, type: address.split(".")[0] ?? "", action, tainted: false, fleet: null };
}
