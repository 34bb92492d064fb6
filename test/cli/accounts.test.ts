import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyLedger, renderEntry } from "../../src/release/ledger/ledger.ts";
import { sharedFolder } from "../host/temporary-folder.ts";
import { append, baked, hex } from "../release/ledger/samples.ts";
import { bundledProgram, folderWith, type Run, runProgram } from "./cli.ts";
import { type FakeAws, startFakeAws } from "./fake-aws.ts";

const [stagingAccount, prodAccount] = ["111111111111", "222222222222"];

const program = bundledProgram();
const base = sharedFolder();
let folder: string;
let aws: FakeAws;

beforeEach(async () => {
  aws = await startFakeAws();
  folder = folderWith({ "main.immu": source });
  mkdirSync(join(folder, "ledger"));
});
afterEach(() => aws.stop());

describe("pruning images that each account has of its own", () => {
  beforeEach(() => {
    // Nobody runs the first, and the second is the one that is kept.
    for (const [environment, ami] of [
      ["staging", "ami-0a"],
      ["prod", "ami-0b"],
    ] as const) {
      const ledger = append(emptyLedger(environment), baked(hex("c"), ami), baked(hex("d"), "ami-0d"));
      writeFileSync(join(folder, "ledger", `${environment}.jsonl`), ledger.entries.map(renderEntry).join(""));
    }
    aws.show("<imageState>disabled</imageState><deprecationTime>2020-01-01T00:00:00.000Z</deprecationTime>");
  });

  test("takes those of the account that it is in, and says which are elsewhere", async () => {
    aws.be(prodAccount, ["ami-0b"]);
    const run = await immuc("prune", "--apply");
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(run.stdout).toBe("web cccccccccccc  ami-0b in eu-central-1: deregistered, with its snapshots\n");
    expect(run.stderr).toContain(
      `staging is in account ${stagingAccount}, and these credentials are of account ${prodAccount}: it is left out\n`,
    );
    expect(kinds("prod")).toEqual(["baked", "baked", "pruned"]);
    expect(kinds("staging")).toEqual(["baked", "baked"]);
    aws.be(stagingAccount, ["ami-0a"]);
    expect((await immuc("prune", "--apply")).stdout).toContain("ami-0a in eu-central-1: deregistered");
    expect(kinds("staging")).toEqual(["baked", "baked", "pruned"]);
    expect([...new Set(aws.touched)]).toEqual(["ami-0b", "ami-0a"]);
  });

  test("takes every one where no account is named", async () => {
    writeFileSync(join(folder, "main.immu"), source.replaceAll(/account = "\d+"/g, ""));
    aws.be(prodAccount, ["ami-0a", "ami-0b"]);
    const run = await immuc("prune", "--apply");
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect([...new Set(aws.touched)]).toEqual(["ami-0a", "ami-0b"]);
    expect(aws.actions).not.toContain("GetCallerIdentity");
    expect([kinds("staging"), kinds("prod")]).toEqual([
      ["baked", "baked", "pruned"],
      ["baked", "baked", "pruned"],
    ]);
  });

  test("refuses where all are elsewhere", async () => {
    aws.be("333333333333");
    const run = await immuc("prune", "--apply");
    expect(run).toMatchObject({ code: 4, stdout: "" });
    expect(run.stderr).toContain(`prod is in account ${prodAccount}, staging is in account ${stagingAccount}`);
    expect(run.stderr).toContain("Sign in to that account");
    expect(aws.touched).toEqual([]);
  });
});

describe("a bake", () => {
  test("is recorded for the environments of its account alone", async () => {
    aws.be(stagingAccount, ["ami-0a"]);
    const run = await bake();
    expect(run, run.stderr).toMatchObject({ code: 0 });
    expect(run.stdout).toContain("is baked, ami-0a in eu-central-1\n");
    expect(run.stderr).toContain(`prod is in account ${prodAccount}`);
    expect(kinds("staging")).toEqual(["baked"]);
    expect(kinds("prod")).toEqual([]);
    aws.be(prodAccount, ["ami-0b"]);
    expect(await bake("--env=prod")).toMatchObject({ code: 0 });
    expect(ledgerOf("prod")).toContain("ami-0b");
    expect(ledgerOf("staging")).not.toContain("ami-0b");
  });

  test("starts from what the lock pins only where its publisher has that", async () => {
    const owner = "amazon";
    const pin = {
      architecture: "x86_64",
      created: "2026-01-01T00:00:00.000Z",
      id: "ami-0c",
      name: "al2023-ami-2023.1-x86_64",
    };
    const pinned = { ...pin, owner, pattern: "al2023-ami-2023.*-x86_64", region: "eu-central-1" };
    writeFileSync(join(folder, "immu.lock"), JSON.stringify({ bases: [pinned], toolchain: {}, version: 1 }));
    aws.be(stagingAccount, []);
    const refused = await bake("--env=staging");
    expect(refused).toMatchObject({ code: 3, stdout: "" });
    expect(refused.stderr).toContain(
      "image web would start from ami-0c, and amazon has no such image by the name al2023",
    );
    aws.offer("ami-0c");
    // With nothing to bake with, it comes that far.
    const env = { HOME: base, ...aws.env, PATH: base };
    const words = ["bake", `--commit=${"1".repeat(40)}`, "--env=staging"];
    const run = await runProgram(program, words, { folder, env });
    expect(run.stderr).toContain("packer is not on the PATH");
  });

  test("for an environment of another account is refused", async () => {
    aws.be(stagingAccount, ["ami-0a"]);
    const run = await bake("--env=prod");
    expect(run).toMatchObject({ code: 4, stdout: "" });
    expect(run.stderr).toContain(
      `prod is in account ${prodAccount}, and these credentials are of account ${stagingAccount}\n`,
    );
    expect(aws.actions).not.toContain("DescribeImages");
  });
});

const bake = (...words: readonly string[]): Promise<Run> => immuc("bake", `--commit=${"1".repeat(40)}`, ...words);

function immuc(...words: readonly string[]): Promise<Run> {
  return runProgram(program, words, { folder, env: { HOME: base, ...aws.env } });
}

function ledgerOf(environment: string): string {
  try {
    return readFileSync(join(folder, "ledger", `${environment}.jsonl`), "utf8");
  } catch {
    return "";
  }
}

/** What the ledger of an environment says has happened. */
function kinds(environment: string): readonly string[] {
  return ledgerOf(environment)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).event.kind);
}

const source = `import { amazon_linux_2023 } from "std/images"
import { handover } from "std/rollouts"

project shop {}

image web extends amazon_linux_2023 {
  regions = ["eu-central-1"]
  retain  = 1
  check ok { command = "true" }
}

fleet jobs {
  image     = image.web
  instances = ["t3.micro"]
  size      = 2..2
  rollout   = handover
}

network main { vpc = { Name: "main" }  private = { Tier: "private" } }
environment staging { region = "eu-central-1"  network = network.main  account = "${stagingAccount}" }
environment prod    { region = "eu-central-1"  network = network.main  account = "${prodAccount}" }
`;
