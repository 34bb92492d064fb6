import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { isWhole } from "../host/output.ts";
import { folderWith, ownProgram, runProgram } from "./cli.ts";

// The bundle lies in a folder of its own, with no package in reach.
const program = ownProgram();
const folder = dirname(program);

const chunksWith = (text: string): readonly string[] =>
  readdirSync(join(folder, "chunks")).filter((name) =>
    readFileSync(join(folder, "chunks", name), "utf8").includes(text),
  );

describe("the bundle", () => {
  it("builds the project that init writes, twice the same", async () => {
    const project = folderWith({});
    await runProgram(program, ["init", "shop"], { folder: project });
    const first = await runProgram(program, ["build", "shop", "--json"], { folder: project });
    expect(first).toMatchObject({ code: 0, stderr: "" });
    const document = JSON.parse(first.stdout);
    expect(document).toMatchObject({ ok: true, counts: { error: 0 } });
    const paths: readonly string[] = document.files.written;
    for (const path of [
      "packer/web/image.pkr.hcl",
      "cdktf.out/stacks/shop-prod/cdk.tf.json",
      "cdktf.out/stacks/shop-staging/cdk.tf.json",
      "rollouts/prod/web/plan.json",
      "immu.sourcemap.json",
      "immu.manifest.json",
    ]) {
      expect(paths).toContain(path);
    }
    expect(isWhole(join(project, "shop/dist"))).toBe(true);
    const again = JSON.parse((await runProgram(program, ["build", "shop", "--json"], { folder: project })).stdout);
    expect(again.files).toEqual({ written: [], unchanged: paths, removed: [] });
  });

  it("shows a parameter as it was given, wherever the project lies", async () => {
    const project = folderWith({});
    await runProgram(program, ["init", "shop"], { folder: project });
    const { stderr } = await runProgram(program, ["check", "shop", "--param", "version=one"], { folder: project });
    expect(stderr).toContain(" --> --param version:1:9\n");
  });

  it("writes the same bytes wherever, whenever and for whomever it runs", async () => {
    const here = folderWith({});
    const there = folderWith({});
    await runProgram(program, ["init", "shop"], { folder: here });
    await runProgram(program, ["init", "deep/er/shop"], { folder: there });
    await runProgram(program, ["build", "shop"], { folder: here, env: { TZ: "UTC", LANG: "C", HOME: here } });
    await runProgram(program, ["build"], {
      folder: join(there, "deep/er/shop"),
      env: {
        TZ: "Pacific/Auckland",
        LANG: "tr_TR.UTF-8",
        HOME: there,
        USER: "someone",
        CDKTF_CONTEXT_JSON: '{"x":1}',
        CDKTF_OUTDIR: "elsewhere",
        AWS_REGION: "us-west-2",
      },
    });
    const manifest = (place: string): string => readFileSync(join(place, "dist/immu.manifest.json"), "utf8");
    expect(manifest(join(there, "deep/er/shop"))).toBe(manifest(join(here, "shop")));
    expect(manifest(join(here, "shop"))).not.toContain(here);
  });

  it("reads the emitters when it builds and not before", async () => {
    const cdktf = chunksWith("CDKTF_OUTDIR");
    expect(cdktf.length).toBeGreaterThan(0);
    const project = folderWith({});
    await runProgram(program, ["init", "shop"], { folder: project });
    for (const name of cdktf) rmSync(join(folder, "chunks", name));
    for (const words of [
      ["check", "shop"],
      ["plan", "shop"],
      ["fmt"],
      ["explain", "2001"],
      ["--help"],
      ["--version"],
    ]) {
      expect(await runProgram(program, words, { folder: project })).toMatchObject({ code: 0 });
    }
    // Which is a bug, of which it writes a report.
    const build = runProgram(program, ["build", "shop"], { folder: project, env: { TMPDIR: project } });
    expect(await build).toMatchObject({ code: 70 });
  });

  it("answers --version from its first file", async () => {
    rmSync(join(folder, "chunks"), { recursive: true });
    expect(await runProgram(program, ["--version"], { folder })).toMatchObject({ code: 0, stderr: "" });
    expect(statSync(program).size).toBeLessThan(8192);
  });

  it("carries the licences of what it contains", () => {
    const text = readFileSync(join(folder, "LICENSES.txt"), "utf8");
    for (const name of ["chevrotain", "commander", "cdktf", "@cdktf/provider-aws", "handlebars", "zod"]) {
      expect(text).toMatch(new RegExp(`^${name} \\d`, "m"));
    }
  });
});
