import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { version } from "../../package.json";
import { sharedFolder } from "../host/temporary-folder.ts";
import { bundledProgram, type Run, runProgram } from "./cli.ts";

const program = bundledProgram();
const folder = sharedFolder();

const immuc = (...words: readonly string[]): Promise<Run> => runProgram(program, words, { folder });
const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const project = `import { debian_12 } from "std/images"
project shop {}
image web extends debian_12 {
  regions = ["eu-central-1"]
  check ok { command = "true" }
}
`;
const images = (...days: readonly number[]): string =>
  JSON.stringify({
    images: days.map((day) => ({
      region: "eu-central-1",
      owner: "136693071363",
      id: `ami-0${day}`,
      name: `debian-12-amd64-2026010${day}`,
      created: `2026-01-0${day}T00:00:00Z`,
      architecture: "x86_64",
    })),
  });

test("from a list: pinned, kept, found behind, moved", async () => {
  put("main.immu", project);
  put("images.json", images(1));
  const check = () => immuc("lock", "--check", "--from", "images.json");
  expect((await check()).code).toBe(3);
  expect(await immuc("lock", "--from", "images.json")).toMatchObject({
    code: 0,
    stdout: `added    debian-12-amd64-* in eu-central-1: ami-01 (2026-01-01)\nadded    immuc ${version}\nwrote immu.lock\n`,
    stderr: "",
  });
  expect((await check()).code).toBe(0);
  put("images.json", images(1, 2));
  expect(await check()).toMatchObject({
    code: 3,
    stdout:
      "kept     1 as pinned\nbehind   debian-12-amd64-* in eu-central-1: ami-01 (2026-01-01), and there is ami-02 (2026-01-02)\n",
  });
  const lock = readFileSync(join(folder, "immu.lock"), "utf8");
  await immuc("lock", "--from", "images.json");
  expect(readFileSync(join(folder, "immu.lock"), "utf8")).toBe(lock);
  expect((await immuc("lock", "--update", "--from", "images.json")).stdout).toBe(
    "updated  debian-12-amd64-* in eu-central-1: ami-01 (2026-01-01) -> ami-02 (2026-01-02)\nwrote immu.lock\n",
  );
  expect((await immuc("check", "--locked")).code).toBe(0);
});

test("asks for the parameters that decide what images start from, and for no others", async () => {
  rmSync(join(folder, "immu.lock"));
  const source = (regions: string): string => `import { debian_12 } from "std/images"
project shop {}
param release: string
param place: string
param peak: int
image web extends debian_12 {
  regions = ${regions}
  run stamp { commands = ["echo \${release}"] }
  check ok { command = "true" }
}
`;
  const lock = (...words: readonly string[]) => immuc("lock", "--from", "images.json", ...words);
  put("main.immu", source('["eu-central-1"]'));
  expect(await lock()).toMatchObject({ code: 0, stderr: "" });
  put("main.immu", source("[place]"));
  const asked = await lock();
  expect(asked).toMatchObject({ code: 1, stdout: "" });
  expect(asked.stderr).toMatchInlineSnapshot(`
    "error[IMMU4004]: the parameter \`place\` has no value
     --> main.immu:4:7
      |
    4 | param place: string
      |       ^^^^^
    5 | param peak: int
    6 | image web extends debian_12 {
      |       --- what image \`web\` starts from depends on it
      |
      = help: pass it: --param place=…, or give it a default

    1 error; \`immuc explain IMMU4004\` says more
    "
  `);
  expect(await lock("--param=place=eu-central-1")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("kept"),
  });
  put("main.immu", project);
});

test("what is wrong with rollouts alone stops no lock, as it stops no bake", async () => {
  const fleet = `rollout steep {
  strategy = "canary"
  step one { weight = 10%  bake = 20m }
  step all { weight = 100%  bake = 20m }
  abort errors { metric = "http_5xx_rate"  above = 1% }
}
fleet web {
  image = image.web
  instances = ["t3.micro"]
  size = 2..2
  rollout = steep
  balancer = balancer.front
  http { port = 80  health = "/" }
}
balancer front { certificate = "arn:aws:acm:eu-central-1:123456789012:certificate/0" }
network main { vpc = { Name: "main" }  private = { Tier: "private" } }
environment prod { region = "eu-central-1"  network = network.main }
`;
  put("main.immu", `${project}${fleet}`);
  expect((await immuc("check")).stderr).toContain("error[IMMU6004]");
  expect(await immuc("lock", "--from", "images.json")).toMatchObject({ code: 0, stderr: "" });
  put("main.immu", `${project}${fleet}let wrong = 1 + 2s\n`);
  expect((await immuc("lock", "--from", "images.json")).code).toBe(1);
  put("main.immu", project);
});

test("what is pinned stays without a question to AWS, which may be out of reach", async () => {
  const env = { AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" };
  const offline = (...words: readonly string[]): Promise<Run> =>
    runProgram(program, ["lock", ...words], {
      folder,
      env: { ...env, AWS_MAX_ATTEMPTS: "1" },
    });
  expect(await offline()).toMatchObject({
    code: 0,
    stdout: "kept     1 as pinned\nunchanged: immu.lock\n",
    stderr: "",
  });
  expect(await offline("--check")).toMatchObject({ code: 4 });
});

test("another compiler than the lock pins: a warning, refused where the build is locked, moved to by locking", async () => {
  const pinned = readFileSync(join(folder, "immu.lock"), "utf8");
  const other = pinned.replace(`"immuc": "${version}"`, '"immuc": "0.0.1"');
  expect(other).not.toBe(pinned);
  put("immu.lock", other);
  const check = await immuc("check");
  expect(check.code).toBe(0);
  expect(check.stderr).toContain(`immu.lock pins immuc 0.0.1, and this is ${version}`);
  expect(check.stderr).toContain("--> immu.lock:14:14");
  const locked = await immuc("build", "--locked");
  expect(locked.code).toBe(1);
  expect(locked.stderr).toContain("error[IMMU7907]");
  expect(await immuc("lock", "--check", "--from", "images.json")).toMatchObject({
    code: 3,
    stdout: `kept     1 as pinned\nupdated  immuc: 0.0.1 -> ${version}\n`,
  });
  expect(JSON.parse((await immuc("lock", "--json", "--from", "images.json")).stdout)).toMatchObject({
    written: true,
    compiler: { was: "0.0.1", is: version },
  });
  expect(readFileSync(join(folder, "immu.lock"), "utf8")).toBe(pinned);
  expect(await immuc("check", "--locked")).toMatchObject({ code: 0, stderr: "" });
});

test("a broken lock is shown where it breaks, and left alone", async () => {
  put("immu.lock", "<<<<<<< HEAD\n{}\n");
  const run = await immuc("lock", "--from", "images.json");
  expect(run.code).toBe(1);
  expect(run.stderr).toContain("IMMU7901");
  expect(readFileSync(join(folder, "immu.lock"), "utf8")).toBe("<<<<<<< HEAD\n{}\n");
});

test("a list that can't be read is a wrong command line, one that is missing a fault", async () => {
  rmSync(join(folder, "immu.lock"), { force: true });
  put("broken.json", '{"images": [{}]}');
  const broken = await immuc("lock", "--from", "broken.json");
  expect(broken.code).toBe(2);
  expect(broken.stderr).toContain("images[0].region expects a string");
  expect((await immuc("lock", "--from", "none.json")).code).toBe(4);
});
