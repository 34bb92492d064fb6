import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { storeDefinition } from "../../src/host/ledger/generation-store.ts";
import { emptyLedger, renderEntry } from "../../src/release/ledger/ledger.ts";
import { startRollout } from "../../src/release/ledger/start-rollout.ts";
import { rolloutPath } from "../../src/rollout/rollout-path.ts";
import { sharedFolder } from "../host/temporary-folder.ts";
import { append, baked, context, hex, passed, promoted } from "../release/ledger/samples.ts";
import { compileFiles } from "../support/compile.ts";
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
  folder = folderWith({ "main.immu": source });
  releaseWanted();
});

const live = /^prod \/ jobs: generation [0-9a-f]{12} is live/;
const logs = change("aws_cloudwatch_log_group.jobs", "update");
const shared = change("aws_lb.public", "update");

test("where Terraform would change nothing, there is nothing to do", async () => {
  const run = await release([]);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  expect(run.stdout).toMatch(/^prod \/ jobs: generation [0-9a-f]{12} is live, nothing to do\n$/);
  expect(commands()).toEqual(["init", "plan", "show"]);
});

test("what lies outside of a generation is released alone", async () => {
  const run = await release([logs]);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  expect(run.stdout).toMatch(
    /^prod: 1 change applied beside the generations\nprod \/ jobs: generation [0-9a-f]{12} is live\n$/,
  );
  expect(run.stderr).toContain("prod: 1 change beside the generations, such as update aws_cloudwatch_log_group.jobs");
  expect(commands()).toEqual(["init", "plan", "show", "apply"]);
  expect(lastEntry()).toMatchObject({ kind: "brought", build: { entry: "main.immu", params: {} } });
});

test("what others rely on wants a yes", async () => {
  const refused = await release([shared]);
  expect(refused).toMatchObject({ code: 3, stdout: "" });
  expect(refused.stderr).toContain("what fleets share in prod is not as the source says\n  update aws_lb.public\n");
  expect(commands()).toEqual(["init", "plan", "show"]);
  expect(await release([shared], "--yes")).toMatchObject({ code: 0 });
  expect(commands().at(-1)).toBe("apply");
});

test("one question names all that its yes is for: what moves, and what others rely on", async () => {
  const refused = await release([shared, change("aws_lb_listener_rule.jobs[0]", "update", "jobs")]);
  expect(refused).toMatchObject({ code: 3, stdout: "" });
  expect(refused.stderr).toContain(
    [
      "this moves what serves in prod, outside of a rollout",
      "  update aws_lb_listener_rule.jobs[0]",
      "what fleets share in prod is not as the source says",
      "  update aws_lb.public",
      "  Nothing was applied. Where a rollback or a retirement was cut short, run it again;",
    ].join("\n"),
  );
  expect(commands()).toEqual(["init", "plan", "show"]);
});

test("what is left of a port that no generation has any more is the fleet's, and wants none", async () => {
  const left = change("aws_vpc_security_group_egress_rule.balancer--fleet--jobs--8080", "delete", "jobs");
  expect(await release([left])).toMatchObject({ code: 0 });
  expect(commands().at(-1)).toBe("apply");
  const other = change("aws_vpc_security_group_egress_rule.balancer--fleet--jobs--8080", "delete", "jobs--8080");
  expect(await release([other])).toMatchObject({ code: 3 });
});

test("what AWS has nothing of is told with the line of the source that names it", async () => {
  const error =
    "Error: no matching EC2 VPC found\n\n  with data.aws_vpc.network,\n  on cdk.tf.json line 1, in data:\n   1: {}\n";
  const env = { HOME: base, ...showing({}), PLAN_ERROR: error };
  const run = await runProgram(program, ["rollout", "run", "--env=prod"], { folder, env });
  expect(run).toMatchObject({ code: 4, stdout: "" });
  expect(run.stderr).toContain("  with data.aws_vpc.network,\n  main.immu:18:9 decides it.\n");
});

test("a dry run shows what it would run, and runs nothing", async () => {
  const run = await release([logs], "--dry-run");
  expect(run, run.stderr).toMatchObject({ code: 0 });
  expect(run.stdout).toMatch(
    /^# prod\ncd \.immuc\/environments\/prod\nterraform init -input=false\n# environment\.tfvars/,
  );
  expect(run.stdout).not.toMatch(live);
  expect(commands()).toEqual([]);
});

test("to go on where nothing is under way touches nothing", async () => {
  const run = await release([logs], "--resume");
  expect(run).toMatchObject({ code: 0, stdout: "prod / jobs: no rollout is under way\n" });
  expect(commands()).toEqual([]);
});

/** Runs a release where Terraform says that it would do this. */
function release(changes: readonly object[], ...words: readonly string[]): Promise<Run> {
  const env = { HOME: base, ...showing({ resource_changes: changes }) };
  return runProgram(program, ["rollout", "run", "--env=prod", ...words], { folder, env });
}

function change(address: string, action: string, fleet?: string) {
  const before = { tags: fleet === undefined ? {} : { "immu:fleet": fleet } };
  return { address, mode: "managed", type: address.split(".")[0], change: { actions: [action], before } };
}

function lastEntry(): unknown {
  const lines = readFileSync(join(folder, "ledger/prod.jsonl"), "utf8").trim().split("\n");
  return JSON.parse(lines.at(-1) ?? "{}").event;
}

const commands = (): readonly string[] => terraformCommands(folder, "prod");

/** Puts a ledger into the project in which what its source wants was released. */
function releaseWanted(): void {
  const environment = compileFiles(source).plan?.environments.prod;
  const fleet = environment?.fleets.jobs;
  const definition = fleet?.generations[fleet.wanted];
  if (environment === undefined || fleet === undefined || definition === undefined) throw new Error("it compiles");
  const start = { ...context, ...startRollout(rolloutPath(environment, fleet), definition, { plan: hex("1") }) };
  const steps = start.steps.map((_, index) => passed(start, index + 1));
  const before = start.steps.filter(({ phase }) => phase === "prepare" || phase === "shift").length;
  const ledger = append(
    emptyLedger("prod"),
    baked(definition.image.fingerprint),
    start,
    ...steps.slice(0, before),
    promoted(start),
    ...steps.slice(before),
  );
  const place = { path: join(folder, "ledger"), shownAs: "ledger" };
  storeDefinition(place, definition);
  writeFileSync(join(place.path, "prod.jsonl"), ledger.entries.map(renderEntry).join(""));
}

const source = `import { amazon_linux_2023 } from "std/images"
import { handover } from "std/rollouts"

project shop {}

image web extends amazon_linux_2023 {
  regions = ["eu-central-1"]
  check ok { command = "true" }
}

fleet jobs {
  image     = image.web
  instances = ["t3.micro"]
  size      = 2..2
  rollout   = handover
}

network main { vpc = { Name: "main" }  private = { Tier: "private" } }
environment prod { region = "eu-central-1"  network = network.main }
`;
