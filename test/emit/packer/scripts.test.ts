import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stage } from "../../../src/emit/packer/stage.ts";
import type { CheckPlan, CopyStep, ImageStep, RunStep } from "../../../src/plan/model.ts";
import { sharedFolder } from "../../host/temporary-folder.ts";
import { hostileText } from "../../support/hostile-text.ts";
import { ContentPool, emittedTexts, imagePlan, shopPlan } from "./shop-image.ts";

const scratch = sharedFolder();
const target = join(scratch, "image");

/** Whoever runs the tests: the owner that needs no rights to give. */
const owner = `${idOf("-un")}:${idOf("-gn")}`;

test("every script is valid bash", () => {
  const { plan, contents } = shopPlan();
  const scripts = Object.entries(emittedTexts(plan, contents)).filter(([path]) => path.endsWith(".sh"));
  expect(scripts.length).toBe(12);
  for (const [, text] of scripts) execFileSync("bash", ["-n"], { input: text });
});

test("a copied folder keeps its structure, with the mode that was asked for", () => {
  const pool = new ContentPool();
  const files = [pool.file("a/b/page", "page"), pool.file("a/tool", "#!/bin/sh\n", true), pool.file("top", "top")];
  bake([copyStep({ folder: true, to: `${target}/x/y/`, mode: "0640", files })], pool);
  expect(listing(target)).toEqual([
    "x 755",
    "x/y 750",
    "x/y/a 750",
    "x/y/a/b 750",
    "x/y/a/b/page 640 page",
    "x/y/a/tool 750 #!/bin/sh\n",
    "x/y/top 640 top",
  ]);
});

test("a copied folder leaves the modes of folders that were there", () => {
  const pool = new ContentPool();
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, "there"), { recursive: true });
  chmodSync(join(target, "there"), 0o1777);
  bake([copyStep({ folder: true, to: join(target, "there"), files: [pool.file("f", "f")] })], pool, { keep: true });
  expect(listing(target)).toEqual(["there 1777", "there/f 644 f"]);
});

test("a copied file replaces a link instead of writing through it", () => {
  const pool = new ContentPool();
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  execFileSync("ln", ["-s", join(scratch, "elsewhere"), join(target, "f")]);
  bake([copyStep({ to: join(target, "f"), files: [pool.file("", "new")] })], pool, { keep: true });
  expect(lstatSync(join(target, "f")).isFile()).toBe(true);
  expect(existsSync(join(scratch, "elsewhere"))).toBe(false);
});

test("paths of files stay data", () => {
  const name = hostileText
    .map((text) => text.replaceAll(/[\0/]/g, "").normalize("NFC"))
    .filter((text) => text !== "" && text !== "." && text !== ".." && Buffer.byteLength(text) < 200);
  fc.assert(
    fc.property(name, name, (folder, file) => {
      const pool = new ContentPool();
      const to = `${target}/${folder}`;
      bake([copyStep({ folder: true, to, files: [pool.file(`${folder}/${file}`, "content")] })], pool);
      expect(readFileSync(join(to, folder, file), "utf8")).toBe("content");
      expect(readdirSync(target)).toEqual([folder]);
    }),
    { numRuns: 60 },
  );
});

test("variables and commands stay data", () => {
  const text = hostileText.map((value) => value.replaceAll("\0", ""));
  fc.assert(
    fc.property(text, text, (value, word) => {
      const out = join(scratch, "out");
      const command = `printf '%s|%s' "$VALUE" ${quoted(word)} > ${quoted(out)} # ${value.replace(/[\r\n]/g, " ")}`;
      bake([runStep({ commands: [command], env: { VALUE: value } })], new ContentPool());
      expect(readFileSync(out, "utf8")).toBe(`${value}|${word}`);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ["a command that fails", ["false", "touch reached"]],
  ["the first half of a command that fails", ["false; true", "touch reached"]],
  ["the head of a pipeline that fails", ["false | cat", "touch reached"]],
  ["a variable that is not set", [': "$NOT_SET"', "touch reached"]],
  ["a command that leaves a quote open", ["echo 'oops", "touch reached"]],
  ["a command that leaves a block open", ["if true; then", "fi; touch reached"]],
])("%s ends the bake", (_, commands) => {
  const reached = join(scratch, "reached");
  const inPlace = commands.map((command) => command.replace("reached", reached));
  expect(tryBake([runStep({ commands: inPlace })], new ContentPool()).status).not.toBe(0);
  expect(existsSync(reached)).toBe(false);
});

test.each([
  ["#!/bin/sh\nfalse\n", false],
  ["#!/usr/bin/env bash\nfalse | true\n", false],
  ["false\n", false],
  ["#!/bin/sh\n# no pipefail in POSIX\nfalse | true\n", true],
  ["#!/usr/bin/env -S awk -f\nBEGIN { exit 0 }\n", true],
  ["#!/usr/bin/awk -f\nBEGIN { exit 3 }\n", false],
])("the script %j passes: %s", (script, passes) => {
  const pool = new ContentPool();
  expect(tryBake([runStep({ script: pool.file("x", script) })], pool).status === 0).toBe(passes);
});

test("a run sees the environment that it names, and none of the bake's", () => {
  const out = join(scratch, "env");
  bake([runStep({ commands: [`env | sort > ${out}`], env: { A: "1" } })], new ContentPool(), {
    environment: { LEAK: "x" },
  });
  const names = readFileSync(out, "utf8")
    .split("\n")
    .map((line) => line.split("=")[0]);
  expect(names.filter((name) => !["_", "PWD", "SHLVL", "OLDPWD", ""].includes(name ?? ""))).toEqual([
    "A",
    "HOME",
    "LANG",
    "PATH",
  ]);
});

test("a check is tried until it passes", () => {
  const flag = join(scratch, "tries");
  const command = `echo x >> ${flag}; [ "$(wc -l < ${flag})" -ge 3 ]`;
  expect(runCheck({ name: "slow", command, within: 20_000 }).status).toBe(0);
});

test("a check that fails is named", () => {
  const result = runCheck({ name: "up", command: "echo why; false", within: 0 });
  expect(result.status).toBe(1);
  expect(result.stdout).toBe("why\n");
  expect(result.stderr).toBe("check up failed\n");
});

test("a check that hangs ends with its time", () => {
  expect(runCheck({ name: "up", command: "sleep 100", within: 1000 }).status).toBe(1);
});

test("sealing leaves neither traces of the bake nor a way in by SSH", () => {
  const root = join(scratch, "root");
  const files = {
    "etc/machine-id": "0123\n",
    "etc/ssh/ssh_host_ed25519_key": "key",
    "etc/ssh/sshd_config": "config",
    "etc/systemd/system/other.service": "unit",
    "home/a b/.ssh/authorized_keys": "key",
    "home/a b/.bash_history": "ls",
    "home/a b/kept": "kept",
    "root/.ssh/authorized_keys": "key",
    "var/lib/dbus/machine-id": "0123\n",
    "var/lib/immu-bake/content/x": "x",
    "var/log/journal/0123/system.journal": "log",
    "var/log/app/app.log": "log",
    "var/log/app/app.log.1": "log",
    "var/log/syslog.2.gz": "log",
    "var/tmp/x/y": "x",
    "tmp/it's": "x",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  symlinkSync("ssh.service", join(root, "etc/systemd/system/sshd.service"));
  execFileSync("bash", ["-s"], { input: movedTo(root, sealScript()), stdio: ["pipe", "ignore", "inherit"] });
  expect(leaves(root)).toEqual([
    "etc/machine-id ",
    "etc/ssh/sshd_config config",
    "etc/systemd/system/other.service unit",
    "etc/systemd/system/ssh.service -> /dev/null",
    "etc/systemd/system/ssh.socket -> /dev/null",
    "etc/systemd/system/sshd-keygen.service -> /dev/null",
    "etc/systemd/system/sshd.service -> /dev/null",
    "etc/systemd/system/sshd.socket -> /dev/null",
    "home/a b/kept kept",
    "var/log/app/app.log ",
  ]);
});

/** A script with the paths that it works on moved below a folder; fails where one would stay on this machine. */
function movedTo(root: string, script: string): string {
  const path = /(?<![\w"*.$/-])\/(?:etc|home|root|tmp|var)\b|(?<=")\/(?:etc|var)\b/g;
  const code = script
    .replace(/^#.*$/gm, "")
    .replace(/^if command -v cloud-init .*$/m, "")
    .replace(/^sync$/m, "");
  const left = code.replace(path, "<moved>").replaceAll("/dev/null", "");
  if (/(?:^|[\s"'=])\/[a-z]/m.test(left)) throw new Error(`a path is not moved:\n${left}`);
  return code.replace(path, (found) => `${root}${found}`);
}

function sealScript(): string {
  return Object.entries(emittedTexts(imagePlan())).find(([path]) => path.endsWith("-seal.sh"))?.[1] ?? "";
}

/** Files and links below a folder, with what they hold. */
function leaves(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return paths.flatMap((path) => {
    const full = join(folder, path);
    const stats = lstatSync(full);
    if (stats.isSymbolicLink()) return [`${path} -> ${readlinkSync(full)}`];
    return stats.isFile() ? [`${path} ${readFileSync(full, "utf8")}`] : [];
  });
}

interface BakeOptions {
  readonly keep?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

function bake(steps: readonly ImageStep[], pool: ContentPool, options: BakeOptions = {}): void {
  const { status, stderr } = tryBake(steps, pool, options);
  if (status !== 0) throw new Error(stderr);
}

/** Runs the scripts of some steps as the bake would, with the staging folder moved into the scratch folder. */
function tryBake(steps: readonly ImageStep[], pool: ContentPool, { keep = false, environment = {} }: BakeOptions = {}) {
  const texts = emittedTexts(imagePlan({ packages: [], services: [], checks: [], steps }), pool.contents);
  if (!keep) rmSync(target, { recursive: true, force: true });
  for (const [sha256, bytes] of pool.contents) {
    const path = join(scratch, "content", sha256);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  const scripts = Object.entries(texts).filter(([path]) => /-(copy|run)-/.test(path));
  expect(scripts.length).toBe(steps.length);
  const input = scripts.map(([, text]) => text.replaceAll(stage, scratch)).join("\n");
  return spawnSync("bash", ["-s"], { input, encoding: "utf8", env: { PATH: process.env.PATH, ...environment } });
}

function runCheck(check: CheckPlan) {
  const texts = emittedTexts(imagePlan({ packages: [], services: [], steps: [], checks: [check] }));
  const script = Object.entries(texts).find(([path]) => path.includes("-check-"))?.[1] ?? "";
  return spawnSync("bash", ["-s"], { input: script, encoding: "utf8" });
}

function copyStep(step: Partial<CopyStep>): CopyStep {
  return { kind: "copy", name: "app", to: "/x", owner, mode: "0644", files: [], folder: false, ...step };
}

function runStep(step: Partial<RunStep>): RunStep {
  return { kind: "run", name: "setup", script: null, commands: [], env: {}, ...step };
}

function listing(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((path) => {
      const full = join(folder, path);
      const stats = lstatSync(full);
      const mode = (stats.mode & 0o7777).toString(8);
      return stats.isDirectory() ? `${path} ${mode}` : `${path} ${mode} ${readFileSync(full, "utf8")}`;
    });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function idOf(option: string): string {
  return execFileSync("id", [option], { encoding: "utf8" }).trim();
}
