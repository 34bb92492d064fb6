import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { storeDefinition } from "../../src/host/ledger/generation-store.ts";
import type { BuildRecord } from "../../src/release/ledger/entry.ts";
import { type Ledger, renderEntry } from "../../src/release/ledger/ledger.ts";
import { sharedFolder } from "../host/temporary-folder.ts";
import {
  append,
  baked,
  context,
  definition,
  generation,
  hex,
  passed,
  released,
  started,
} from "../release/ledger/samples.ts";
import { bundledProgram, folderWith, type Run, runProgram } from "./cli.ts";
import { installFakeTerraform, terraformCommands } from "./fake-terraform.ts";

const program = bundledProgram();
const base = sharedFolder();
let folder: string;
let showing: ReturnType<typeof installFakeTerraform>;

beforeAll(() => {
  showing = installFakeTerraform(join(base, "bin"));
});
beforeEach(() => {
  folder = folderWith({ "main.immu": source() });
});

const stable = generation("one").slice(0, 12);

/** What Terraform says that it would do, whatever it is asked. */
const deletion = {
  resource_changes: [
    {
      address: `aws_autoscaling_group.web_${stable}[0]`,
      mode: "managed",
      type: "aws_autoscaling_group",
      change: { actions: ["delete"], before: { tag: [{ key: "immu:fleet", value: "web" }] }, after: null },
    },
  ],
};

describe("with the release's commit at hand", () => {
  test("a source that can't be read is not in the way, and not even looked into", async () => {
    putLedger(underWay(commit()));
    write(`${source()}let x =\n`);
    const goesBy = /^prod goes by release prod:6 \(commit [0-9a-f]{12}\), as the source has moved on since\n/;
    const resumed = await immuc("rollout", "run", "--resume", "--dry-run", "--env=prod");
    expect(resumed, resumed.stderr).toMatchObject({ code: 0 });
    expect(resumed.stderr).toMatch(goesBy);
    expect(resumed.stderr).not.toContain("IMMU");
    const aborted = await immuc("rollout", "abort", "web", "--env=prod");
    expect(aborted.stderr).toMatch(goesBy);
    expect(commands()).toContain("plan");
  });

  test.each([
    ["another strategy", `strategy = "canary"`, `strategy = "rolling"`],
    ["no balancer", "balancer  = balancer.public", ""],
    ["no such fleet", "fleet web {", "fleet shop {"],
    ["no such environment", "environment prod", "environment production"],
  ])("%s in the source: what is applied is the release's all the same", async (_, was, is) => {
    putLedger(underWay(commit()));
    expect(source()).toContain(was);
    write(source().replace(was, is));
    await immuc("rollout", "abort", "web", "--env=prod");
    const edited = stack();
    write(source());
    await immuc("rollout", "abort", "web", "--env=prod");
    expect(edited).toBe(stack());
    expect(edited).toContain(`"web_${stable}"`);
  });

  test("an entry of the ledger in git, and other files, are no other source", async () => {
    putLedger(underWay(commit()));
    writeFileSync(join(folder, "notes.txt"), "not the source's\n");
    commit();
    const run = await immuc("rollout", "run", "--resume", "--dry-run", "--env=prod");
    expect(run.stderr).not.toContain("goes by");
  });

  test("what was brought beside the generations since is kept", async () => {
    const ledger = underWay(commit());
    write(source().replace(`size      = 2..4`, `size      = 2..4  tags = { team: "shop" }`));
    const build = { compiler: "0.0.0", entry: "main.immu", params: { release: "2" }, history: {}, manifest: hex("d") };
    putLedger(append(ledger, { kind: "brought", ...context, commit: commit(), build }));
    write(source());
    const aborted = await immuc("rollout", "abort", "web", "--env=prod");
    expect(aborted.stderr).toMatch(/^prod goes by release prod:9 /);
    expect(stack()).toContain(`"team": "shop"`);
  });

  test("a ledger of another environment that can't be trusted is told, and not in the way", async () => {
    putLedger(underWay(commit()));
    writeFileSync(join(folder, "ledger/staging.jsonl"), "<<<<<<< HEAD\n");
    const aborted = await immuc("rollout", "abort", "web", "--env=prod");
    expect(aborted.stderr).toContain("ledger/staging.jsonl:1: two histories meet at line 1");
    expect(aborted.stderr).toContain("what is live in other environments is left out");
    expect(commands()).toContain("plan");
    const status = await immuc("rollout", "status", "--env=prod");
    expect(status, status.stderr).toMatchObject({ code: 0 });
    expect(await immuc("rollout", "run", "--env=prod")).toMatchObject({ code: 3, stdout: "" });
    writeFileSync(join(folder, "ledger/prod.jsonl"), "<<<<<<< HEAD\n");
    expect(await immuc("rollout", "abort", "web", "--env=prod")).toMatchObject({ code: 3, stdout: "" });
  });

  test("the release's parameters count", async () => {
    putLedger(underWay(commit()));
    const run = await immuc("rollout", "run", "--resume", "--dry-run", "--env=prod", "--param=release=9");
    expect(run).toMatchObject({ code: 0 });
    expect(run.stderr).toContain("as it was built with other parameters\n");
  });

  test("Terraform's state is where the source says by now", async () => {
    putLedger(underWay(commit()));
    write(source().replace("network = network.main }", `network = network.main  ${bucket} }`));
    await immuc("rollout", "abort", "web", "--env=prod");
    expect(stack()).toContain(`"bucket": "shop-state"`);
  });
});

test("what fleets share comes along with a step by a yes alone, and what another fleet serves with never does", async () => {
  putLedger(underWay(commit()));
  const abort = ["rollout", "abort", "web", "--env=prod", "--time-scale=1000000"];
  const asked = await whileTerraformPlans(updates("aws_lb.public"), ...abort);
  expect(asked).toMatchObject({ code: 3 });
  expect(asked.stderr).toMatch(
    / {2}update aws_lb\.public: it is not fleet web's\n {2}Nothing was applied\. This goes by release prod:6 .*agree with --yes\.\n$/,
  );
  expect(commands()).not.toContain("apply");
  await whileTerraformPlans(updates("aws_lb.public"), ...abort, "--yes");
  expect(commands()).toContain("apply");
  const refused = await whileTerraformPlans(updates("aws_autoscaling_group.jobs_3fa9c1d2e4b5[0]"), ...abort, "--yes");
  expect(refused.stderr).toContain("another fleet serves with it");
});

test("a release leaves alone what the rollout of another fleet stands on, whatever was agreed to", async () => {
  putLedger(underWay(null));
  const jobs = `fleet jobs { image = image.web  instances = ["c7i.large"]  size = 2..2  rollout = takeover }
rollout takeover { strategy = "replace"  bake = 20m }
`;
  write(`${source()}${jobs}`);
  const fingerprint = JSON.parse((await immuc("build", "--json", "--param=release=2")).stdout).images[0].fingerprint;
  putLedger(append(underWay(null), baked(fingerprint)));
  const run = await immuc("rollout", "run", "jobs", "--env=prod", "--param=release=2", "--yes");
  expect(run, run.stderr).toMatchObject({ code: 3 });
  expect(run.stderr).toContain(`delete aws_autoscaling_group.web_${stable}[0], of fleet web\n  Nothing was applied.`);
  expect(commands()).not.toContain("apply");
});

describe("without it", () => {
  test.each<[string, () => Ledger, string]>([
    ["built outside of a repository", () => underWay(null), "it was built outside of a git repository"],
    [
      "built with files that no commit has",
      () => underWay(commit(), { uncommitted: ["main.immu"] }),
      "it was built with 1 file that no commit has (main.immu)",
    ],
    ["of a commit that is not here", () => underWay("1".repeat(40)), "this repository does not have its commit"],
    ["the project is in no repository", () => underWay("1".repeat(40)), "the project is in no git repository here"],
    ["from before builds were recorded", () => underWay(commit(), null), "its entry does not say"],
  ])("a release %s: today's source stands in, and that is said", async (title, ledger, why) => {
    if (!title.startsWith("the project")) commit();
    putLedger(ledger());
    const run = await immuc("rollout", "run", "--resume", "--dry-run", "--env=prod", "--param=release=2");
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(run.stderr).toContain("prod goes by today's source: release prod:6");
    expect(run.stderr).toContain(`can't be built again: ${why}`);
  });

  test("a policy, a test or a rule for new rollouts that refuses the source is told, and stops nothing", async () => {
    putLedger(underWay(null));
    write(
      `${source().replace("breaches = 2", "breaches = 9")}
policy small on fleet f { require f.size.max < 1 else "too large" }
test "that fails" { assert 1 == 2 }
`,
    );
    const run = await immuc("rollout", "run", "--resume", "--dry-run", "--env=prod");
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(run.stderr).toContain("too large");
    expect(run.stderr).toContain("that fails");
    expect(run.stderr).toMatch(/error\[IMMU6/);
    const fresh = await immuc("rollout", "run", "--env=prod", "--param=release=2");
    expect(fresh).toMatchObject({ code: 1 });
  });

  test("a source with errors is answered with both ways out", async () => {
    putLedger(underWay("1".repeat(40)));
    write(`${source()}let x =\n`);
    const run = await immuc("rollout", "abort", "web", "--env=prod");
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain(
      "Release prod:6 (commit 111111111111) can't be built again: the project is in no git repository here.\n" +
        "  Mend the source, or check out commit 111111111111.\n",
    );
    expect(commands()).toEqual([]);
  });

  test("a plan that would destroy what serves is refused before anything is applied", async () => {
    putLedger(underWay(null));
    write(source().replace(`strategy = "canary"`, `strategy = "rolling"`));
    const run = await immuc("rollout", "abort", "web", "--env=prod", "--yes");
    expect(run, run.stderr).toMatchObject({ code: 3 });
    expect(run.stderr).toContain(
      `error: Terraform's plan for abort of fleet web does more than that step\n  delete aws_autoscaling_group.web_${stable}[0]: generation ${stable} is to stay in this step\n  Nothing was applied. Release prod:6 can't be built again: it was built outside of a git repository.\n  Mend the source, or put it back as it was released.\n`,
    );
    expect(commands()).toContain("show");
    expect(commands()).not.toContain("apply");
  });
});

function immuc(...words: readonly string[]): Promise<Run> {
  return whileTerraformPlans(deletion, ...words);
}

function whileTerraformPlans(plan: object, ...words: readonly string[]): Promise<Run> {
  const env = { HOME: base, ...showing(plan) };
  return runProgram(program, words, { folder, env });
}

function updates(address: string): object {
  const type = address.split(".")[0];
  return { resource_changes: [{ address, mode: "managed", type, change: { actions: ["update"] } }] };
}

function write(text: string): void {
  writeFileSync(join(folder, "main.immu"), text);
}

/** Commits everything; the commit. */
function commit(): string {
  const git = (...words: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@example.com", ...words], {
      cwd: folder,
      encoding: "utf8",
    });
  git("init", "-q");
  git("add", ".");
  git("commit", "-q", "--allow-empty", "-m", "Change");
  return git("rev-parse", "HEAD").trim();
}

/** A canary whose candidate has all traffic and is not promoted. */
function underWay(commit: string | null, build: Partial<BuildRecord> | null = {}): Ledger {
  const ledger = released("one");
  const record = {
    compiler: "0.0.0",
    entry: "main.immu",
    params: { release: "2" },
    history: { prod: 5 },
    manifest: hex("c"),
    ...build,
  };
  const start = started(ledger, "two", { commit, plan: hex("2"), ...(build === null ? {} : { build: record }) });
  return append(ledger, start, passed(start, 1), passed(start, 2));
}

function putLedger(ledger: Ledger): void {
  const place = { path: join(folder, "ledger"), shownAs: "ledger" };
  for (const config of ["one", "two"]) storeDefinition(place, definition(config));
  writeFileSync(join(folder, "ledger/prod.jsonl"), ledger.entries.map(renderEntry).join(""));
}

/** The stack that Terraform was given last. */
function stack(): string {
  return readFileSync(join(folder, ".immuc/environments/prod/cdk.tf.json"), "utf8");
}

const commands = (): readonly string[] => terraformCommands(folder, "prod");

const bucket = `state { bucket = "shop-state"  key = "prod.tfstate"  region = "eu-central-1" }`;

function source(): string {
  return `import { ubuntu_2404 } from "std/images"

project shop {}

param release: string

image web extends ubuntu_2404 {
  regions = ["eu-central-1"]
  run stamp { commands = ["echo release \${release}"] }
  check ok { command = "true" }
}

fleet web {
  image     = image.web
  instances = ["c7i.large"]
  size      = 2..4
  http      { port = 8080  health = "/healthz"  timeout = 2s }
  balancer  = balancer.public
  rollout   = gentle
}

rollout gentle {
  strategy = "canary"
  step some { weight = 10%   bake = 20m }
  step most { weight = 50%   bake = 20m }
  step all  { weight = 100%  bake = 20m }
  abort errors { metric = "http_5xx_rate"  above = 1%  breaches = 2  of = 3  every = 1m }
}

network main { vpc = { Name: "main" }  private = { Tier: "private" }  public = { Tier: "public" } }
balancer public {
  scheme      = "internet-facing"
  certificate = "arn:aws:acm:eu-central-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
}
environment prod { region = "eu-central-1"  network = network.main }
`;
}
