import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { storeDefinition } from "../../src/host/ledger/generation-store.ts";
import { emptyLedger, type Ledger, renderEntry } from "../../src/release/ledger/ledger.ts";
import { sharedFolder } from "../host/temporary-folder.ts";
import {
  append,
  backTo,
  baked,
  because,
  canarySteps,
  definition,
  generation,
  hex,
  passed,
  promoted,
  released,
  started,
} from "../release/ledger/samples.ts";
import { bundledProgram, folderWith, type Run, runProgram } from "./cli.ts";
import { startFakeAws } from "./fake-aws.ts";
import { installFakeTerraform, terraformCommands } from "./fake-terraform.ts";

const program = bundledProgram();
const base = sharedFolder();
let folder: string;

beforeEach(() => {
  folder = folderWith({ "main.immu": source });
});

const immuc = (words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> =>
  runProgram(program, words, { folder, env: { HOME: base, ...env } });

/** Puts a ledger into the project, with the definitions of what it tells of. */
function putLedger(environment: string, ledger: Ledger): void {
  mkdirSync(join(folder, "ledger"), { recursive: true });
  for (const config of ["one", "two", "three"])
    storeDefinition({ path: join(folder, "ledger"), shownAs: "ledger" }, definition(config));
  writeFileSync(join(folder, "ledger", `${environment}.jsonl`), ledger.entries.map(renderEntry).join(""));
}

test("before anything was released there is nothing to show, to verify, to go on with or back to", async () => {
  expect(await immuc(["rollout", "status"])).toMatchObject({ code: 0, stdout: "nothing was released yet\n" });
  expect(await immuc(["ledger", "verify"])).toMatchObject({ code: 0, stdout: "there is no ledger yet\n" });
  expect((await immuc(["prune"])).stdout).toBe("nothing was ever baked: there is no ledger\n");
  expect(await immuc(["rollout", "run", "--resume", "--env", "prod"])).toMatchObject({
    code: 0,
    stdout: "prod / jobs: no rollout is under way\n",
  });
  const back = await immuc(["rollback", "jobs", "--env", "prod"]);
  expect(back.code).toBe(3);
  expect(back.stderr).toContain("has no generation in prod to go back to");
  expect((await immuc(["promote", "jobs", "--env", "prod"])).stderr).toContain(
    "nothing of fleet jobs was released in prod",
  );
});

test("a command line that lacks something says what", async () => {
  expect(await immuc(["rollout", "run"])).toMatchObject({
    code: 2,
    stderr: "error: --env says which environment; it is missing\n",
  });
  expect((await immuc(["rollout", "run", "job", "--env", "prod"])).stderr).toContain("Did you mean jobs?");
  const nowhere = await immuc(["promote", "jobs", "--env", "../prod"]);
  expect(nowhere).toMatchObject({ code: 3 });
  expect(nowhere.stderr).toContain("nothing of fleet jobs was released in ../prod");
  expect((await immuc(["revoke", "web"])).stderr).toContain("a revocation needs a reason");
  expect(await immuc(["rollout"])).toMatchObject({
    code: 2,
    stderr: "error: `immuc rollout` wants one of: abort, run, status\n",
  });
  expect((await immuc(["rollout", "run", "--env", "prod", "--time-scale", "0"])).code).toBe(2);
});

test("what is not baked does not roll out, and neither does what the environment before has not promoted", async () => {
  const unbaked = await immuc(["rollout", "run", "--env", "staging"]);
  expect(unbaked.code).toBe(3);
  expect(unbaked.stderr).toMatch(
    /needs image web \([0-9a-f]{12}\), which is not baked for staging\n {2}Bake it: immuc bake web\./,
  );
  const again = await immuc([
    "rollout",
    "run",
    "--env",
    "staging",
    "-C",
    "main.immu",
    "-p",
    "size=3",
    "-p",
    "note=a b",
  ]);
  expect(again.stderr).toMatch(/immuc bake web -C main\.immu -p size=3 -p 'note=a b'\.\n$/);
  const wanted = JSON.parse((await immuc(["build", "--json"])).stdout).images[0].fingerprint;
  putLedger("prod", append(emptyLedger("prod"), baked(wanted)));
  const early = await immuc(["rollout", "run", "--env", "prod"]);
  expect(early.code).toBe(3);
  expect(early.stderr).toContain("was never rolled out in staging, and prod comes after it");
  expect(early.stderr).toContain("immuc rollout run --env staging jobs");
  const subject = { kind: "image", fingerprint: wanted } as const;
  putLedger("staging", append(emptyLedger("staging"), baked(wanted), { kind: "revoked", ...because, subject }));
  for (const environment of ["staging", "prod"]) {
    const revoked = await immuc(["rollout", "run", "--env", environment, "--retry", "0"]);
    expect(revoked).toMatchObject({ code: 3, stdout: "" });
    expect(revoked.stderr).toMatch(/: image web \([0-9a-f]{12}\) is revoked: errors rose\n {2}Change the image/);
  }
});

test("where the first step can't be planned, it says where and why, and no rollout is under way", async () => {
  const wanted = JSON.parse((await immuc(["build", "--json"])).stdout).images[0].fingerprint;
  putLedger("staging", append(emptyLedger("staging"), baked(wanted)));
  const before = readFileSync(join(folder, "ledger/staging.jsonl"), "utf8");
  const dry = await immuc(["rollout", "run", "--env", "staging", "--dry-run"]);
  const generation = /([0-9a-f]{12}): weight/.exec(dry.stdout)?.[1] ?? "";
  const env = installFakeTerraform(join(base, "bin"))({});
  const PLAN_ERROR = `Error: Your query returned no results\n\n  with data.aws_ami.jobs_${generation}[0],\n`;
  const run = await immuc(["rollout", "run", "--env", "staging"], {
    ...env,
    PLAN_ERROR,
    PLAN_ERROR_OF: "jobs-01-create",
  });
  expect(run, run.stderr).toMatchObject({ code: 4, stdout: "" });
  expect(run.stderr).toMatch(/ {2}main\.immu:\d+:\d+ decides it\.\n(.*\n)* {2}No rollout of fleet jobs has begun\.\n$/);
  expect(terraformCommands(folder, "staging")).toEqual(["init", "plan", "show", "plan"]);
  expect(readFileSync(join(folder, "ledger/staging.jsonl"), "utf8")).toBe(before);
});

test("a dry run prints every command with its files, and writes nothing", async () => {
  const wanted = JSON.parse((await immuc(["build", "--json"])).stdout).images[0].fingerprint;
  putLedger("staging", append(emptyLedger("staging"), baked(wanted)));
  const run = await immuc(["rollout", "run", "--env", "staging", "--dry-run"]);
  expect(run.code).toBe(0);
  expect(run.stdout).toContain("terraform init -input=false\n");
  expect(run.stdout).toContain("terraform plan -input=false -var-file=jobs-01-create.tfvars.json -out=step.plan\n");
  expect(run.stdout).toContain("terraform apply -input=false step.plan\n");
  expect(existsSync(join(folder, ".immuc"))).toBe(false);
});

test("what a fleet's ledger says is shown, and an image that is revoked is named where it runs", async () => {
  putLedger("prod", released("one"));
  const status = await immuc(["rollout", "status"]);
  expect(status.stdout).toMatch(
    /^prod \/ web\n {2}[0-9a-f]{12} {2}image web aaaaaaaaaaaa {2}stable, weight 100, 2 to 4 instances\n$/,
  );
  expect((await immuc(["rollout", "status", "wep"])).stderr).toContain("Did you mean web?");
  expect(await immuc(["rollout", "status", "--env", "staging"])).toMatchObject({ code: 2, stdout: "" });
  const ledger = released("one");
  const next = started(ledger, "two");
  putLedger("prod", append(ledger, next, passed(next, 1), passed(next, 2)));
  expect((await immuc(["rollout", "status"])).stdout).toContain("2 of 3 steps passed, next is the promotion\n");
  expect((await immuc(["revoke", "web", "--reason", "a hole"])).stdout).toBe(
    "prod: image web aaaaaaaaaaaa is revoked\n" +
      `  fleet web still runs it, as generation ${next.from?.slice(0, 12)}: release another, or roll back\n` +
      `  fleet web is being rolled out to it, as generation ${next.generation.slice(0, 12)}: its rollout goes back as it goes on, or now by immuc rollout abort web --env prod\n`,
  );
  putLedger("prod", released("one"));
  const revoked = await immuc(["revoke", "web", "--reason", "a hole"]);
  expect(revoked).toMatchObject({ code: 0 });
  expect(revoked.stdout).toContain("prod: image web aaaaaaaaaaaa is revoked\n  fleet web still runs it");
  expect((await immuc(["rollout", "status"])).stdout).toContain("stable, revoked");
  expect((await immuc(["ledger", "verify"])).stdout).toMatch(/^prod: 6 entries, sound, head [0-9a-f]{12}\n$/);
});

test("what the legacy side has is shown beside the generations", async () => {
  const ledger = append(emptyLedger("prod"), baked());
  const start = started(ledger, "one");
  const legacy = { attached: true, weight: 300, min: 0, max: 0, desired: 0 };
  const steps = start.steps.map((step) => ({ ...step, state: { ...step.state, legacy } }));
  putLedger("prod", append(ledger, { ...start, steps }, { ...passed(start, 1), state: steps[0]?.state ?? {} }));
  expect((await immuc(["rollout", "status"])).stdout).toContain(" instances\n  legacy        weight 300\n");
});

test("a promotion that is held is recorded with who looked", async () => {
  const ledger = append(emptyLedger("prod"), baked());
  const start = started(ledger, "one");
  putLedger("prod", append(ledger, start, passed(start, 1)));
  const early = await immuc(["promote", "web", "--env", "prod"]);
  expect(early).toMatchObject({ code: 3 });
  expect(early.stderr).toContain("1 of the 2 steps");
  putLedger("prod", append(ledger, start, passed(start, 1), passed(start, 2)));
  expect((await immuc(["promote", "web", "--env", "prod", "--reason", "looked"])).stdout).toMatch(/is promoted\n$/);
  expect((await immuc(["rollout", "status", "--json"])).stdout).toContain(`"stable": "${start.generation}"`);
});

test("a ledger that was cut is told from what a build knew of it", async () => {
  putLedger("prod", released("one"));
  await immuc(["build"]);
  expect((await immuc(["ledger", "verify"])).code).toBe(0);
  const start = started(append(emptyLedger("prod"), baked()), "one");
  putLedger("prod", append(emptyLedger("prod"), baked(), start));
  const cut = await immuc(["ledger", "verify"]);
  expect(cut.code).toBe(3);
  expect(cut.stdout).toContain("ledger/prod.jsonl:3: entry 3 is missing: the ledger had 5 entries before");
  appendFileSync(join(folder, "ledger/prod.jsonl"), "{}\n");
  expect((await immuc(["ledger", "verify"])).code).toBe(3);
});

test("a last line that a writer died over is warned of, until the next writer puts it aside", async () => {
  putLedger("prod", released("one"));
  appendFileSync(join(folder, "ledger/prod.jsonl"), '{"digest":"ab');
  const verified = await immuc(["ledger", "verify"]);
  expect(verified.code).toBe(0);
  expect(verified.stdout).toMatch(/^warning: ledger\/prod\.jsonl:6: .*\nprod: 5 entries, sound, head [0-9a-f]{12}\n$/);
  expect(verified.stdout).toContain(
    "entry 6 is begun and not whole: unless it is being written right now, a writer died over it. Its 13 bytes count for nothing, as nobody was told that they were written; the next entry moves them aside",
  );
  const revoked = await immuc(["revoke", "web", "--reason", "a hole"]);
  expect(revoked).toMatchObject({ code: 0 });
  expect(revoked.stderr).toContain("a writer died over entry 6 of ledger/prod.jsonl: its 13 bytes");
  expect((await immuc(["ledger", "verify"])).stdout).toMatch(/^prod: 6 entries, sound/);
});

test("nothing goes back to what was itself rolled back from, and the way to it is named", async () => {
  const [one, two] = [generation("one"), generation("two")];
  const state = backTo(one, two);
  const back = { kind: "rolled_back", ...because, fleet: "web", from: two, to: one, state } as const;
  putLedger("prod", append(released("one", "two"), back));
  const words = ["rollback", "web", "--env", "prod", "--to", two.slice(0, 8), "--reason", "mended", "-p", "size=3"];
  const run = await immuc(words);
  expect(run).toMatchObject({ code: 3, stdout: "" });
  expect(run.stderr).toContain("was itself rolled back from, and nothing goes back to it\n");
  expect(run.stderr).toContain(`immuc rollout run web --env prod -p size=3 --retry ${two.slice(0, 12)}.\n`);
});

test("nothing goes back to what can't work on the data of the generation that serves", async () => {
  const writing = (version: number, compatibleFrom: number) => ({
    ...definition("one"),
    stores: {
      orders: { engine: "postgres", identifier: "orders", port: 5432, contract: { version, compatibleFrom } } as const,
    },
  });
  let ledger = append(emptyLedger("prod"), baked());
  putLedger("prod", ledger);
  for (const each of [writing(3, 2), writing(4, 3), writing(5, 4)]) {
    const to = storeDefinition({ path: join(folder, "ledger"), shownAs: "ledger" }, each);
    const { stable = null } = ledger.live.fleets.web ?? {};
    const start = started(ledger, "one", { generation: to, plan: to, steps: canarySteps(stable, to), abort: null });
    ledger = append(ledger, start, passed(start, 1), passed(start, 2), promoted(start));
    if (stable !== null) ledger = append(ledger, passed(start, 3));
  }
  putLedger("prod", ledger);
  const [far, near, now] = ledger.live.fleets.web?.promotions ?? [];
  const back = (to = ""): Promise<Run> => immuc(["rollback", "web", "--env", "prod", "--to", to, "--reason", "slow"]);
  expect(await back(far)).toMatchObject({
    code: 3,
    stderr:
      `error: generation ${far?.slice(0, 12)} of fleet web can't run beside ${now?.slice(0, 12)} on store orders: ` +
      "that one has version 5, which works beside version 4 and later, and this is 3\n  go back no further than version 4\n",
  });
  expect((await back(near)).stderr).not.toContain("version");
});

test("a history that can't be trusted is named by its file and line, and nothing is recorded in any", async () => {
  putLedger("prod", append(emptyLedger("prod"), baked()));
  putLedger("staging", append(emptyLedger("staging"), baked()));
  const path = join(folder, "ledger/staging.jsonl");
  writeFileSync(path, readFileSync(path, "utf8").replace("aaaa", "bbbb"));
  for (const words of [["rollout", "status"], ["revoke", "web", "--reason", "a hole"], ["prune"]]) {
    const run = await immuc(words);
    expect(run).toMatchObject({ code: 3, stdout: "" });
    expect(run.stderr).toMatch(/can't be trusted\n {2}ledger\/staging\.jsonl:1: /);
  }
  expect(readFileSync(join(folder, "ledger/prod.jsonl"), "utf8").trim().split("\n")).toHaveLength(1);
});

test("a bake is of a commit, and of nothing that is in none", async () => {
  const bare = await immuc(["bake"]);
  expect(bare.code).toBe(2);
  expect(bare.stderr).toContain("--commit");
  expect((await immuc(["bake", "--commit", "main"])).stderr).toContain("a full commit id");
  const git = (...words: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@example.com", ...words], { cwd: folder });
  git("init", "-q");
  git("add", ".");
  git("commit", "-q", "-m", "Begin");
  writeFileSync(join(folder, "notes.txt"), "not yet\n");
  const dirty = await immuc(["bake"]);
  expect(dirty.code).toBe(3);
  expect(dirty.stderr).toContain("a file differs from the commit: notes.txt");
});

test("what is wrong with rollouts alone stops no bake, what another image would mend does", async () => {
  const aws = await startFakeAws();
  try {
    aws.be("111111111111", ["ami-0a"]);
    aws.show("<imageState>available</imageState>");
    const bake = async (from: string | RegExp, to: string): Promise<Run> => {
      const changed = source.replace(from, to);
      expect(changed).not.toBe(source);
      writeFileSync(join(folder, "main.immu"), changed);
      return immuc(["bake", "--commit", "1".repeat(40)], aws.env);
    };
    const late = await bake("environment prod {", "environment prod {\n  limits { window = 1m }\n");
    expect(late, late.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining("is baked, ami-0a") });
    expect(late.stderr).toContain("IMMU6030");
    expect(late.stderr).toContain("what is wrong is with rollouts alone");
    const other = await bake(/instances\s*= \[[^\]]*\]/, 'instances = ["c7g.large"]');
    expect(other).toMatchObject({ code: 1, stdout: "" });
    expect(other.stderr).toContain("IMMU6025");
  } finally {
    aws.stop();
  }
});

test("an image that pruning has disabled is not baked under a name that is taken", async () => {
  const aws = await startFakeAws();
  try {
    aws.be("111111111111", ["ami-0a"]);
    aws.show("<imageState>disabled</imageState>");
    const run = await immuc(["bake", "--commit", "1".repeat(40)], aws.env);
    expect(run).toMatchObject({ code: 4, stdout: "" });
    expect(run.stderr).toMatch(/image web \([0-9a-f]{12}\) is disabled in eu-central-1: pruning had begun with it/);
    expect(run.stderr).toContain("aws ec2 enable-image --region eu-central-1 --image-id ami-0a");
  } finally {
    aws.stop();
  }
});

test("pruning asks EC2, goes one stage at a time, and never touches what runs", async () => {
  const first = released("one");
  const next = append(first, baked(hex("b"), "ami-0b"));
  const start = started(next, "two", { fingerprint: hex("b"), plan: hex("2") });
  const ledger = append(
    next,
    start,
    passed(start, 1),
    passed(start, 2),
    promoted(start),
    passed(start, 3),
    baked(hex("c"), "ami-0c"),
    baked(hex("d"), "ami-0d"),
  );
  putLedger("prod", ledger);
  storeDefinition({ path: join(folder, "ledger"), shownAs: "ledger" }, definition("two", hex("b")));
  const aws = await startFakeAws();
  const { env } = aws;
  try {
    const said = await immuc(["prune"], env);
    expect(said, said.stderr).toMatchObject({ code: 0 });
    expect(said.stdout).toContain("web cccccccccccc  ami-0c in eu-central-1: would be deprecated\n");
    expect(said.stdout).not.toMatch(/aaaaaaaaaaaa|bbbbbbbbbbbb/);
    const changes = (): readonly string[] => aws.actions.filter((action) => !action.startsWith("Describe"));
    expect(changes()).toEqual([]);
    aws.use("gateway-prod");
    const used = await immuc(["prune", "--apply"], env);
    expect(used.stdout).toContain(
      "web cccccccccccc  ami-0c in eu-central-1: stays, as launch template gateway-prod starts machines from it\n",
    );
    expect(changes()).toEqual([]);
    aws.use(null);
    for (const [image, expected] of [
      [`<imageState>available</imageState>`, ["EnableImageDeprecation"]],
      [
        `<imageState>available</imageState><deprecationTime>2020-01-01T00:00:00.000Z</deprecationTime>`,
        ["DisableImage"],
      ],
      [
        `<imageState>disabled</imageState><deprecationTime>2020-01-01T00:00:00.000Z</deprecationTime>`,
        ["DisableImageDeregistrationProtection", "DeregisterImage"],
      ],
    ] as const) {
      aws.show(image);
      aws.actions.length = 0;
      const run = await immuc(["prune", "--apply"], env);
      expect(run, run.stderr).toMatchObject({ code: 0 });
      const did = changes();
      expect([...new Set(did)]).toEqual(expected);
      expect(did).toHaveLength(expected.length);
    }
    expect((await immuc(["ledger", "verify"])).stdout).toContain("14 entries, sound");
    expect((await immuc(["prune", "--apply"], env)).stdout).toBe("every image is needed\n");
  } finally {
    aws.stop();
  }
});

const source = `import { amazon_linux_2023 } from "std/images"
import { handover } from "std/rollouts"

project shop {}

param size: int = 2
param note: string = ""

image web extends amazon_linux_2023 {
  regions = ["eu-central-1"]
  retain  = 1
  check ok { command = "true" }
}

fleet jobs {
  image     = image.web
  instances = ["t3.micro"]
  size      = 2..size
  rollout   = handover
}

network main { vpc = { Name: "main" }  private = { Tier: "private" } }
environment staging { region = "eu-central-1"  network = network.main }
environment prod { region = "eu-central-1"  network = network.main  after = environment.staging }
`;
