import { expect, test } from "vitest";
import { whatToDo } from "../../src/cli/release/where-to-look.ts";

const generation = `52a870d1b13f${"0".repeat(52)}`;
const short = "52a870d1b13f";
const alarm = `shop-prod-web-errors-a69b1696-${short}`;
const failed = {
  failed: true,
  revoked: false,
  wayBack: true,
  place: "--env prod",
  source: "--env prod",
  region: "eu-central-1",
  fleet: "web",
  generation,
  resources: {
    logGroup: "/immu/shop/prod/web",
    listenerRule: null,
    targetGroups: { [short]: `arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/web-${short}/0f` },
    groups: { [short]: `shop-prod-web-${short}` },
    alarms: { [short]: { errors: alarm, latency: `shop-prod-web-latency-1f-${short}` } },
  },
} as const;

test("an abort by an alarm names the alarm that fired, no other, and how to go on", () => {
  const reason = `step 2 (weight-10): errors (${alarm}: Threshold Crossed)`;
  expect(whatToDo({ kind: "aborted", verdict: "fail", reason }, failed)).toBe(
    `  Look at:
    alarm ${alarm}
      https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/${alarm}
    log group /immu/shop/prod/web
    immuc rollout status web --env prod
    immuc why web ${short} --env prod
  Then: mend the source, and immuc bake --env prod && immuc rollout run web --env prod
    The same generation again, where the cause lay elsewhere: immuc rollout run web --env prod --retry ${short}
`,
  );
});

test("instances that did not get healthy are named by their groups", () => {
  const reason = "step 1 (create) was not reached in time: 52a870d1b13f has 0 of 2 healthy targets";
  const text = whatToDo({ kind: "aborted", verdict: "fail", reason }, failed);
  expect(text).toContain(`    autoscaling group shop-prod-web-${short}\n`);
  expect(text).toContain(`    target group arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/web-${short}/0f\n`);
  expect(text).not.toContain("alarm ");
});

test("one that got no data marks nothing as failed, so the same is run again", () => {
  const reason = `step 2 (weight-10): no data from errors (${alarm})`;
  const text = whatToDo({ kind: "aborted", verdict: "inconclusive", reason }, failed);
  expect(text).toContain(`alarm ${alarm}\n`);
  expect(text).toContain("  Then: see that the alarms get data, and immuc rollout run web --env prod\n");
  expect(text).not.toContain("--retry");
});

test("one that was revoked on the way is neither looked for in AWS nor tried again", () => {
  const reason = `generation ${short} is revoked: CVE-2026-1`;
  expect(whatToDo({ kind: "aborted", verdict: "fail", reason }, { ...failed, revoked: true })).toBe(
    `  Look at:
    immuc rollout status web --env prod
    immuc why web ${short} --env prod
  Then: mend the source, and immuc bake --env prod && immuc rollout run web --env prod
`,
  );
});

test("one that was stopped can be gone on with or given up, by what its phase allows", () => {
  const active = whatToDo({ kind: "stopped", reason: "errors rose", phase: "active" }, failed);
  expect(active).toContain("  Then: immuc rollout run web --env prod --resume\n");
  expect(active).toContain("    Or give it up: immuc rollout abort web --env prod --reason");
  const settling = whatToDo({ kind: "stopped", reason: "errors rose", phase: "settling" }, failed);
  expect(settling).toContain("    Or go back: immuc rollback web --env prod --reason");
  expect(settling).not.toContain("rollout abort");
});

test("what is not known is left out, and other partitions get no link", () => {
  const reason = `errors (${alarm}: Threshold Crossed)`;
  const bare = whatToDo({ kind: "rolled_back", reason }, { ...failed, resources: null });
  expect(bare).not.toContain("log group");
  expect(bare).toContain("    immuc rollout status web --env prod\n");
  const china = whatToDo({ kind: "rolled_back", reason }, { ...failed, region: "cn-north-1" });
  expect(china).toContain(`alarm ${alarm}\n`);
  expect(china).not.toContain("https:");
});

test("commands that read the source are given its parameters, and others are not", () => {
  const source = "--env prod -C shop -p version=1.4.0";
  const reason = `errors (${alarm}: Threshold Crossed)`;
  const text = whatToDo(
    { kind: "aborted", verdict: "fail", reason },
    { ...failed, place: "--env prod -C shop", source },
  );
  expect(text).toContain(`immuc why web ${short} --env prod -C shop\n`);
  expect(text).toContain(`mend the source, and immuc bake ${source} && immuc rollout run web ${source}\n`);
  expect(text).toContain(`immuc rollout run web ${source} --retry ${short}\n`);
});

test("commands are about the project that the command line named", () => {
  const text = whatToDo(
    { kind: "stopped", reason: "errors rose", phase: "active" },
    { ...failed, place: "--env prod -C 'my shop'" },
  );
  for (const line of text.split("\n").filter((each) => each.includes("immuc ")))
    expect(line).toContain("--env prod -C 'my shop'");
});

test("one that did not fail itself, as where the legacy side was to give up more, is run again without a word", () => {
  const text = whatToDo({ kind: "aborted", verdict: "fail", reason: "too slow" }, { ...failed, failed: false });
  expect(text).toContain("where the cause lay elsewhere: immuc rollout run web --env prod\n");
});

test("a rollback is offered only where there is a generation to go back to", () => {
  const stopped = { kind: "stopped", reason: "no data from errors", phase: "settling" } as const;
  expect(whatToDo(stopped, failed)).toContain("Or go back: immuc rollback web --env prod");
  expect(whatToDo(stopped, { ...failed, wayBack: false })).not.toContain("go back");
});
