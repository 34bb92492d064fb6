import { expect, test } from "vitest";
import { dryRunText } from "../../src/cli/release/dry-run.ts";
import type { Release } from "../../src/cli/release/open-release.ts";
import { liveFleet, pathOf } from "../rollout/fleets.ts";
import { environmentFixture, generationDigest, generationFixture } from "../support/plan-fixture.ts";

test("a rollout that takes leftovers away first plans what makes its generation before it begins", () => {
  const definition = generationFixture({ config: { RELEASE: "aborted" } });
  const aborted = generationDigest(definition);
  const live = liveFleet({});
  const generations = { ...live.generations, [aborted]: definition };
  const steady = pathOf({ ...live, generations, wanted: aborted }).abort ?? {};
  const release = { environment: environmentFixture({}) } as Release;
  const commands = dryRunText(release, { ...live, generations, steady }, null)
    .split("\n")
    .map((line) =>
      /^# looks up|^# records|^terraform (?:plan .*var-file=\S+|apply)/.exec(line)?.[0].replace(/ -.*=/, " "),
    )
    .filter((line) => line !== undefined);
  expect(commands.slice(0, 9)).toEqual([
    "terraform plan environment.tfvars.json",
    "terraform apply",
    "# looks up",
    "terraform plan web-04-create.tfvars.json",
    "terraform plan web-01-leftover-drain.tfvars.json",
    "# records",
    "terraform apply",
    "terraform plan web-02-leftover-detach.tfvars.json",
    "terraform apply",
  ]);
});
