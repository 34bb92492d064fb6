import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { imageChanges } from "../../src/cli/release/image-changes.ts";
import { openRelease } from "../../src/cli/release/open-release.ts";
import { startOf } from "../../src/cli/release/start-rollout.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { openGitProject } from "../../src/host/git-project-files.ts";
import { recordEvent } from "../../src/host/ledger/record-event.ts";
import { nodeProjectFiles } from "../../src/host/node-project-files.ts";
import { readCommit } from "../../src/host/release/commit.ts";
import { recordDraft } from "../../src/host/release/fleet-world.ts";
import { resourceEdited } from "../../src/release/drift/diagnostics/resource-edited.ts";
import { planFile, unchanged } from "../../src/release/drift/diagnostics/samples.ts";
import { temporaryFolder } from "../host/temporary-folder.ts";
import { bundledProgram, folderWith, type Run, runProgram } from "./cli.ts";

const project = `
import { ubuntu_2404 } from "std/images"
project shop {}
param level: string = "info"
image web extends ubuntu_2404 {
  arch = "arm64"
  copy conf { from = "app.conf"  to = "/etc/app.conf" }
}
network main { vpc = { Name: "main" }  private = { Tier: "private" }  public = { Tier: "public" } }
rollout handover {
  strategy = "replace"
  abort busy { metric = "cpu"  above = 95%  breaches = 5  of = 5 }
  bake = 10m
}
fleet worker {
  image = image.web
  instances = ["c7g.large"]
  size = 2..10
  rollout = handover
  config = { LEVEL: level }
}
environment staging { region = "eu-west-1"  network = network.main }
`;

const program = bundledProgram();

/** A repository with the project below `infra`, committed. */
function repository(): string {
  const folder = folderWith({
    "infra/main.immu": project,
    "infra/app.conf": "workers = 4\n",
    ".gitignore": "dist\n",
  });
  git(folder, "init", "-q");
  commit(folder);
  return folder;
}

function git(folder: string, ...words: readonly string[]): string {
  const who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...who, ...words], { cwd: folder, encoding: "utf8" });
}

function commit(folder: string): void {
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "A change");
}

function edit(folder: string, from: string, to: string): void {
  const file = join(folder, "infra/main.immu");
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

const run = (folder: string, ...words: readonly string[]): Promise<Run> => runProgram(program, words, { folder });

describe("diff", () => {
  test("says what changes against the last commit, a revision and an output", async () => {
    const folder = repository();
    expect(await run(folder, "diff", "infra")).toMatchObject({ code: 0, stdout: "nothing changed since HEAD\n" });
    await run(folder, "build", "infra");
    appendFileSync(join(folder, "infra/main.immu"), "// a comment\n");
    const comment = await run(folder, "diff", "infra", "--exit-code");
    expect(comment.stdout).toBe("no effect: main.immu differs from HEAD, and nothing that is built changes\n");
    expect(comment.code).toBe(0);

    edit(folder, "size = 2..10", "size = 2..12");
    writeFileSync(join(folder, "infra/app.conf"), "workers = 8\n");
    const changed = await run(folder, "diff", "infra", "--exit-code");
    expect(changed.code).toBe(3);
    expect(changed.stdout).toContain("  fleet worker: size 2..10 -> 2..12\n");
    expect(changed.stdout).toContain("      -workers = 4\n      +workers = 8\n");
    expect(changed.stdout).toMatch(/replace fleet worker in staging: \w{12} -> \w{12}\n {4}because of image web/);

    const output = await run(folder, "diff", "infra", "--from", "infra/dist", "--json");
    const document = JSON.parse(output.stdout);
    expect(document.effects.map(({ kind }: { kind: string }) => kind)).toEqual(["bake", "replace"]);
    expect(document.inputs).toEqual([
      { path: "app.conf", kind: "changed" },
      { path: "main.immu", kind: "changed" },
    ]);
    commit(folder);
    expect((await run(folder, "diff", "infra", "--from", "HEAD~1", "--format", "markdown")).stdout).toContain(
      "**bake image web**",
    );
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  test.each([
    ["a revision that is none", ["--from", "nope"], "git knows no such revision"],
    ["an option for a revision", ["--from=--all"], "git knows no such revision"],
    ["a file that is no manifest", ["--from", "infra/app.conf"], "is not a manifest"],
  ])("refuses %s", async (_, words, message) => {
    const refused = await run(repository(), "diff", "infra", ...words);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain(message);
  });

  test("tells a revision in the place of the project where it belongs", async () => {
    const folder = repository();
    const refused = await run(folder, "diff", "HEAD~0");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("stands behind --from: immuc diff --from 'HEAD~0'.");
    expect((await run(folder, "diff", "nope")).stderr).not.toContain("--from");
  });

  test("says that a version has no such project, or that there is no version", async () => {
    const folder = repository();
    git(folder, "mv", "infra", "shop");
    const moved = await run(folder, "diff", "shop");
    expect(moved).toMatchObject({ code: 2, stdout: "" });
    expect(moved.stderr).toContain("--from HEAD: the project is not there; it came later, or lay in another folder");
    const fresh = folderWith({ "main.immu": "project shop {}\n" });
    git(fresh, "init", "-q");
    expect((await run(fresh, "diff")).stderr).toContain("the repository has no commit yet");
  });

  test("reads submodules that are checked out", async () => {
    const site = folderWith({ "app.conf": "workers = 4\n" });
    git(site, "init", "-q");
    commit(site);
    const folder = repository();
    git(folder, "rm", "-q", "infra/app.conf");
    git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", site, "infra/conf");
    edit(folder, 'from = "app.conf"', 'from = "conf/app.conf"');
    commit(folder);
    expect(await run(folder, "diff", "infra")).toMatchObject({ code: 0, stdout: "nothing changed since HEAD\n" });
    writeFileSync(join(folder, "infra/conf/app.conf"), "workers = 8\n");
    expect((await run(folder, "diff", "infra")).stdout).toContain("      -workers = 4\n      +workers = 8\n");
  });

  test("needs a repository, or an output", async () => {
    const refused = await run(folderWith({ "main.immu": "project shop {}\n" }), "diff");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("the project is in no git repository");
  });

  test("says that the earlier version has errors", async () => {
    const folder = repository();
    edit(folder, "size = 2..10", "size = many");
    commit(folder);
    edit(folder, "size = many", "size = 2..10");
    const broken = await run(folder, "diff", "infra");
    expect(broken).toMatchObject({ code: 1, stdout: "" });
    expect(broken.stderr).toContain("the project at HEAD has errors");
  });
});

test("the commit of a project: where it lies, and what differs by its own name", async () => {
  const folder = repository();
  const root = join(folder, "infra");
  const head = git(folder, "rev-parse", "HEAD").trim();
  expect(await readCommit(root)).toEqual({ commit: head, folder: "infra", changed: [] });
  git(folder, "mv", "infra/app.conf", "infra/worker.conf");
  expect(await readCommit(root)).toMatchObject({ changed: ["infra/app.conf", "infra/worker.conf"] });
  expect(await readCommit(folder)).toMatchObject({ folder: "" });
  expect(await readCommit(folderWith({}))).toBeNull();
});

test("a repository that git does not look into is no lack of one", async () => {
  const folder = repository();
  const env = { GIT_TEST_ASSUME_DIFFERENT_OWNER: "1", HOME: folder };
  const refused = await runProgram(program, ["diff", "infra"], { folder, env });
  expect(refused).toMatchObject({ code: 4, stdout: "" });
  expect(refused.stderr).toContain("git can't look at the project: fatal: detected dubious ownership");
});

test("a committed folder that poses as a repository has git run nothing", async () => {
  const folder = repository();
  const root = join(folder, "infra");
  const ran = join(folder, "ran");
  git(root, "init", "-q");
  commit(root);
  // Without `.git` around it, git takes the folder itself for the repository, and what is configured there for its own.
  cpSync(join(root, ".git"), root, { recursive: true });
  rmSync(join(root, ".git"), { recursive: true });
  writeFileSync(
    join(root, "config"),
    `[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\nfsmonitor = "touch ${ran}; false"\n[filter "any"]\nsmudge = "touch ${ran}; cat"\n`,
  );
  writeFileSync(join(root, ".gitattributes"), "* filter=any\n");
  // As it would be without our care; else the test shows nothing.
  git(root, "status");
  expect(existsSync(ran)).toBe(true);
  rmSync(ran);
  await expect(readCommit(root)).rejects.toThrow("git can't look at the project: fatal: cannot use bare repository");
  expect(await run(folder, "diff", "infra", "--from", "HEAD~0")).toMatchObject({ code: 4, stdout: "" });
  expect(existsSync(ran)).toBe(false);
});

test("git has the files that the disk has", () => {
  const folder = repository();
  symlinkSync("app.conf", join(folder, "infra/linked.conf"));
  symlinkSync("../.gitignore", join(folder, "infra/outside"));
  commit(folder);
  const root = join(folder, "infra");
  const opened = openGitProject(root, "HEAD");
  if (opened.kind !== "open") throw new Error(opened.kind);
  const disk = nodeProjectFiles(root);
  for (const path of ["main.immu", "linked.conf", "outside", "missing.immu", "../.gitignore", "/etc/passwd"]) {
    const onDisk = disk.readSource(path);
    // The work tree has its git folder beside; what is similar to a missing name is otherwise the same.
    expect([path, opened.files.readSource(path)]).toEqual([path, onDisk]);
  }
  for (const path of ["app.conf", "linked.conf", "outside"]) {
    const [ours, theirs] = [opened.files.readTree(path), disk.readTree(path)];
    expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs));
  }
});

describe("verify", () => {
  test("holds an output to its sources, with the parameters that it was built with", async () => {
    const folder = repository();
    await run(folder, "build", "infra", "-p", "level=debug");
    const sound = await run(folder, "verify", "infra");
    expect(sound).toMatchObject({ code: 0 });
    expect(sound.stdout).toMatch(/^ok {2}infra\/dist: \d+ files as the sources say\n$/);

    const plan = join(folder, "infra/dist/rollouts/staging/worker/plan.json");
    writeFileSync(plan, "{}\n");
    rmSync(join(folder, "infra/dist/packer/web/variables.pkr.hcl"));
    writeFileSync(join(folder, "infra/dist/mine.txt"), "not yours\n");
    edit(folder, "size = 2..10", "size = 2..12");
    const failed = await run(folder, "verify", "infra");
    expect(failed.code).toBe(3);
    const lines = failed.stdout.split("\n");
    expect(lines).toContain("altered    infra/dist/rollouts/staging/worker/plan.json: it is not what the build wrote");
    expect(lines).toContain("missing    infra/dist/packer/web/variables.pkr.hcl");
    expect(lines).toContain("input      main.immu: changed since the build");
    expect(failed.stdout).not.toContain("mine.txt");
    const { ok, differences } = JSON.parse((await run(folder, "verify", "infra", "--json")).stdout);
    expect([ok, differences.length > 2]).toEqual([false, true]);
  });

  test("holds the output of one environment to its sources, whatever stands in another's way", async () => {
    const folder = repository();
    const prod = 'environment prod { region = "eu-west-1"  network = network.main  limits { window = 1m } }';
    edit(folder, "environment staging", `${prod}\nenvironment staging`);
    expect((await run(folder, "build", "infra")).stderr).toContain("(in prod)");
    expect(await run(folder, "build", "infra", "--env", "staging")).toMatchObject({ code: 0 });
    expect(await run(folder, "verify", "infra")).toMatchObject({ code: 0 });
  });

  test("no name in a manifest forges a line of what is said of it", async () => {
    const folder = repository();
    await run(folder, "build", "infra");
    const file = join(folder, "infra/dist/immu.manifest.json");
    const forged = "x\nFORGED  as the sources say";
    const digest = "0".repeat(64);
    const made = JSON.parse(readFileSync(file, "utf8"));
    const others = { compiler: forged, images: { [forged]: digest }, fleets: { ...made.fleets, [forged]: {} } };
    const files = { ...made.files, [forged]: { sha256: digest, size: 1 } };
    const ledger = { [forged]: { sequence: 1, digest } };
    writeFileSync(
      file,
      JSON.stringify({ ...made, ...others, files, ledger, inputs: { ...made.inputs, [forged]: digest } }),
    );
    writeFileSync(join(folder, "infra/dist", forged), "");
    for (const words of [
      ["verify", "infra"],
      ["ledger", "verify", "-C", "infra"],
      ["diff", "infra", "--from", "infra/dist"],
    ]) {
      const { stdout, stderr } = await run(folder, ...words);
      expect(stdout + stderr).toContain("FORGED");
      expect(stdout + stderr).not.toMatch(/^FORGED/m);
    }
  });

  test("says where there is nothing to verify", async () => {
    const refused = await run(repository(), "verify", "infra");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("there is no output in infra/dist");
  });
});

test("provenance states what a build is made from", async () => {
  const folder = repository();
  const words = ["provenance", "infra", "--source", "git+https://example.org/shop", "-p", "level=debug"];
  const first = await run(folder, ...words);
  expect(first.code).toBe(0);
  expect((await run(folder, ...words)).stdout).toBe(first.stdout);
  const { subject, predicate } = JSON.parse(first.stdout);
  expect(subject.map(({ name }: { name: string }) => name)).toContain("immu.manifest.json");
  const { externalParameters, resolvedDependencies } = predicate.buildDefinition;
  expect(externalParameters.params).toEqual({ level: "debug" });
  const head = git(folder, "rev-parse", "HEAD").trim();
  expect(resolvedDependencies[0]).toEqual({
    name: "source",
    uri: "git+https://example.org/shop",
    digest: { gitCommit: head },
    annotations: { folder: "infra" },
  });
  expect(await run(folder, "provenance", "infra", "--builder", "me")).toMatchObject({ code: 2 });
});

test("drift is told at the line of the source that decides it", async () => {
  const folder = folderWith(resourceEdited.samples.failing as Readonly<Record<string, string>>);
  const drifted = await run(folder, "drift", "--plan", planFile);
  expect(drifted.code).toBe(3);
  expect(drifted.stderr).toContain("error[IMMU7911]: aws_cloudwatch_log_group.worker was changed outside of immuc");
  expect(drifted.stderr).toMatch(/main\.immu:\d+:17\n/);
  const json = JSON.parse((await run(folder, "drift", "--plan", planFile, "--json")).stdout);
  expect(json).toMatchObject({ ok: false, environment: "prod", counts: { error: 1 } });
  const refused = await run(folder, "drift", "--plan", "main.immu");
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toContain("is no plan that `terraform show -json` prints");
  expect(await run(folder, "drift")).toMatchObject({ code: 2 });
  const calm = folderWith(unchanged);
  expect(await run(calm, "drift", "--plan", planFile)).toMatchObject({
    code: 0,
    stdout: "ok  prod: nothing was changed by hand\n",
  });
});

describe("history", () => {
  const plain = new Proxy({}, { get: () => String });
  const silent = (folder: string): Terminal =>
    ({
      folder,
      print: () => {},
      note: () => {},
      printColors: plain,
      noteColors: plain,
      watched: false,
      width: 100,
    }) as unknown as Terminal;

  /** Records a release of the fleet as `rollout run` does, without AWS: it is baked, and its rollout starts. */
  async function release(folder: string): Promise<void> {
    const opened = await openRelease(silent(join(folder, "infra")), {
      project: undefined,
      params: [],
      environment: "staging",
    });
    if (opened.kind !== "open") throw new Error("the project has errors");
    const { release } = opened;
    const fleet = release.environment.fleets.worker;
    const definition = fleet?.generations[fleet.wanted];
    if (fleet === undefined || definition === undefined) throw new Error("no fleet");
    const head = (await readCommit(release.root))?.commit ?? null;
    await recordEvent({
      folder: release.folder,
      environment: "staging",
      event: {
        kind: "baked",
        at: "2026-03-01T12:00:00.000Z",
        actor: "ada",
        commit: head,
        reason: null,
        image: "web",
        fingerprint: definition.image.fingerprint,
        amis: { "eu-west-1": "ami-0a" },
        base: null,
      },
      definitions: [],
    });
    const clock = { now: () => Date.parse("2026-03-01T13:00:00.000Z"), waitUntil: async () => {} };
    const { event, definition: started } = await startOf(release, fleet, false);
    await recordDraft({ ...release, clock, actor: "ada", commit: head, note: () => {} }, event, [started]);
  }

  test("is told by log and why", async () => {
    const folder = repository();
    await release(folder);
    const log = await run(folder, "log", "-C", "infra", "worker");
    expect(log.code).toBe(0);
    expect(log.stdout).toMatch(/^staging\n {3}1 {2}2026-03-01T12:00:00\.000Z {2}baked image web/);
    expect(log.stdout).toContain("started replace of worker from nothing to ");
    const why = await run(folder, "why", "worker", "-C", "infra", "--env", "staging");
    expect(why.stdout).toMatch(/^generation \w{12} of image web\nthe first of its fleet\n/);
    const json = JSON.parse((await run(folder, "log", "-C", "infra", "--json")).stdout);
    expect(json.environments[0].entries).toHaveLength(2);
    expect(await run(folder, "why", "web", "-C", "infra", "--env", "staging")).toMatchObject({ code: 2 });
    const refused = await run(folder, "log", "-C", "infra", "--env", "prod");
    expect(refused.stderr).toContain("nothing was ever released there");
  });

  test("tells what of an image changed out of the commits of two releases, or why that is not known", async () => {
    const folder = repository();
    await release(folder);
    const [, first] = JSON.parse((await run(folder, "log", "-C", "infra", "--json")).stdout).environments[0].entries;
    writeFileSync(join(folder, "infra/app.conf"), "workers = 8\n");
    commit(folder);
    const root = join(folder, "infra");
    const moved = { ...first.event, commit: git(folder, "rev-parse", "HEAD").trim() };
    expect(await imageChanges(root, first.event, moved)).toEqual({
      kind: "unknown",
      why: "its sources make another image here",
    });
    const { images } = JSON.parse((await run(folder, "build", "infra", "--json")).stdout);
    const next = { ...moved, fingerprint: images.find(({ name }: { name: string }) => name === "web").fingerprint };
    const told = await imageChanges(root, first.event, next);
    if (told.kind !== "told") throw new Error(told.why);
    expect(told.fields).toMatchObject([{ kind: "set", path: "copy conf.from.file" }]);
    const [field] = told.fields;
    const contents = field?.kind === "set" ? field.contents : undefined;
    expect(told.contents(contents?.before ?? null, contents?.after ?? null)).toContain("+workers = 8");
    const { build: _, ...unrecorded } = first.event;
    expect(await imageChanges(root, unrecorded, next)).toEqual({
      kind: "unknown",
      why: "of the generation before, its entry does not say what it was built from",
    });
  });

  test("is compared between releases and revisions, whatever the files are now", async () => {
    const folder = repository();
    await release(folder);
    edit(folder, "size = 2..10", "size = 2..12");
    commit(folder);
    const diff = (...words: readonly string[]): Promise<Run> => run(folder, "diff", "infra", ...words);
    const since = await diff("--from", "staging:2");
    expect(since.stdout).toContain("  fleet worker: size 2..10 -> 2..12\n");
    writeFileSync(join(folder, "infra/main.immu"), "project shop {\n");
    expect(await diff("--from", "staging:2", "--to", "HEAD")).toMatchObject({
      code: 0,
      stdout: since.stdout,
      stderr: "",
    });
    expect((await diff("--from", "HEAD", "--to", "staging:2")).stdout).toContain("size 2..12 -> 2..10");
    expect((await diff("--from", "staging:2", "--to", "staging:2")).stdout).toBe(
      "staging:2 and staging:2 are the same\n",
    );
    expect((await diff("--from", "staging:1")).stderr).toContain("staging:1 is no release");
    expect((await diff("--to", "nope")).stderr).toContain("--to nope: git knows no such revision");
  });

  test("that moved on since a build is named by verify", async () => {
    const folder = repository();
    await run(folder, "build", "infra");
    await release(folder);
    const verified = await run(folder, "verify", "infra");
    expect(verified.code).toBe(3);
    expect(verified.stdout).toContain("history    staging: the build had read 0 entries of its ledger, which has 2\n");
  });

  test("a release is built again byte for byte after the sources have moved on", async () => {
    const folder = repository();
    await run(folder, "build", "infra", "--env", "staging");
    const manifest = readFileSync(join(folder, "infra/dist/immu.manifest.json"), "utf8");
    await release(folder);
    edit(folder, "size = 2..10", "size = 2..12");
    commit(folder);
    const replayed = await run(folder, "replay", "staging:2", "-C", "infra", "--out", "again");
    expect(replayed).toMatchObject({ code: 0, stderr: "" });
    expect(replayed.stdout).toMatch(/^same {2}release staging:2 at \w{12}: \d+ files, manifest \w{12}, as recorded\n/);
    expect(readFileSync(join(folder, "again/immu.manifest.json"), "utf8")).toBe(manifest);
    const [, generation = ""] = /to (\w{12}),/.exec((await run(folder, "log", "-C", "infra")).stdout) ?? [];
    expect(await run(folder, "replay", generation, "-C", "infra")).toMatchObject({ code: 0 });
    expect(await run(folder, "replay", "staging:1", "-C", "infra")).toMatchObject({ code: 2 });
  });

  test("a release is built again from the folder that the project lay in then", async () => {
    const folder = repository();
    await release(folder);
    commit(folder);
    git(folder, "mv", "infra", "shop");
    commit(folder);
    const replayed = await run(folder, "replay", "staging:2", "-C", "shop");
    expect(replayed).toMatchObject({ code: 0, stderr: "" });
  });

  test("that git knows of, or that was released, can't be taken away unseen", async () => {
    const folder = repository();
    await release(folder);
    commit(folder);
    const verify = (...words: readonly string[]): Promise<Run> =>
      run(folder, "ledger", "verify", "-C", "infra", ...words);
    expect(await verify()).toMatchObject({ code: 0 });
    const ledger = join(folder, "infra/ledger/staging.jsonl");
    const text = readFileSync(ledger, "utf8");
    writeFileSync(ledger, text.slice(0, text.indexOf("\n") + 1));
    expect(await verify()).toMatchObject({
      code: 3,
      stdout: "ledger/staging.jsonl:2: entry 2 is missing: the ledger had 2 entries before, as git at HEAD has it\n",
    });
    rmSync(ledger);
    expect(await verify()).toMatchObject({ code: 3 });
    commit(folder);
    expect(await verify()).toMatchObject({ code: 0 });
    expect(await verify("--from", "HEAD~1")).toMatchObject({ code: 3 });
    expect(await verify("--from", "nope")).toMatchObject({ code: 2 });
  });

  test("of a generation that is gone is kept whole: a replay needs its definition", async () => {
    const folder = repository();
    await release(folder);
    const [, started] = JSON.parse((await run(folder, "log", "-C", "infra", "--json")).stdout).environments[0].entries;
    const { fleet, plan } = started.event;
    const why = { at: "2026-03-01T14:00:00.000Z", actor: "ada", commit: null, reason: "wrong release" };
    await recordEvent({
      folder: { path: join(folder, "infra/ledger"), shownAs: "ledger" },
      environment: "staging",
      event: { kind: "aborted", ...why, fleet, plan, verdict: "inconclusive", state: {} },
      definitions: [],
    });
    expect(await run(folder, "ledger", "verify", "-C", "infra")).toMatchObject({ code: 0 });
    rmSync(join(folder, "infra/ledger/generations"), { recursive: true });
    const lost = await run(folder, "ledger", "verify", "-C", "infra");
    expect(lost.code).toBe(3);
    expect(lost.stdout).toMatch(/generation \w{12} was released, but its definition is missing\n$/);
  });

  test("that a checkout with other line ends would break tells git to leave them", async () => {
    const folder = repository();
    await release(folder);
    commit(folder);
    const copy = temporaryFolder();
    git(copy, "clone", "-q", "-c", "core.autocrlf=true", folder, "shop");
    expect(await run(join(copy, "shop"), "ledger", "verify", "-C", "infra")).toMatchObject({ code: 0 });
    const replayed = await run(join(copy, "shop"), "replay", "staging:2", "-C", "infra");
    expect(replayed).toMatchObject({ code: 3 });
    expect(replayed.stdout).toContain("git can change line ends");
  });

  test("says why one is not the same: it was built with what was never committed", async () => {
    const folder = repository();
    edit(folder, "size = 2..10", "size = 2..12");
    await release(folder);
    const replayed = await run(folder, "replay", "staging:2", "-C", "infra", "--out", "again");
    expect(replayed.code).toBe(3);
    expect(replayed.stdout).toContain("It was built with changes that were not committed, in infra/main.immu.");
    expect(replayed.stdout).not.toContain("wrote");
  });
});
