import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { bakeImage } from "../../../src/host/packer/bake.ts";
import { makeWorkFolder, openWorkspace } from "../../../src/host/terraform/workspace.ts";
import { temporaryFolder } from "../temporary-folder.ts";

test("the work folder is its owner's alone, and git leaves it out", () => {
  const root = temporaryFolder();
  expect(makeWorkFolder(root, "environments", "prod")).toBe(join(root, ".immuc/environments/prod"));
  makeWorkFolder(root, "environments", "prod");
  expect(statSync(join(root, ".immuc")).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(root, ".immuc/.gitignore"), "utf8")).toBe("*\n");
});

test.each([".immuc", ".immuc/packer", ".immuc/environments", ".immuc/environments/web"])(
  "%s that leads elsewhere is refused, and nothing there is touched",
  async (link) => {
    const base = temporaryFolder();
    const [root, theirs] = [join(base, "project"), join(base, "theirs")];
    mkdirSync(join(theirs, "web"), { recursive: true });
    writeFileSync(join(theirs, "web/precious"), "precious");
    chmodSync(theirs, 0o755);
    mkdirSync(dirname(join(root, link)), { recursive: true });
    symlinkSync(theirs, join(root, link));
    const bake = { root, image: "web", files: [], commit: "0".repeat(40), subnet: undefined };
    const release = { root, environment: "web", stack: "{}", pluginFolder: null, patience: 1000, sourceOf: () => null };
    const refusal = `${link} is not a folder that immuc made`;
    if (!link.includes("environments"))
      await expect(bakeImage({ ...bake, onCommand: () => {}, onOutput: () => {} })).rejects.toThrow(refusal);
    if (!link.includes("packer")) await expect(openWorkspace(release)).rejects.toThrow(refusal);
    expect(readdirSync(theirs)).toEqual(["web"]);
    expect(readdirSync(join(theirs, "web"))).toEqual(["precious"]);
    expect(statSync(theirs).mode & 0o777).toBe(0o755);
  },
);

test.each([
  "environments/prod/.terraform/providers/registry.terraform.io/hashicorp/aws/5.0.0/linux_amd64/terraform-provider-aws",
  "environments/prod/terraform.tfstate",
  "environments/staging/.terraform.lock.hcl",
])("a .immuc of which git has %s is refused, as Terraform would run or believe it", async (path) => {
  const root = temporaryFolder();
  const file = join(root, "infra/.immuc", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  const git = (...words: readonly string[]): void => void execFileSync("git", words, { cwd: root, stdio: "ignore" });
  git("init");
  git("add", "--force", ".");
  await expect(open(join(root, "infra"))).rejects.toThrow(`git has .immuc/${path}`);
  git("rm", "-r", "--force", "infra/.immuc");
  expect(String(await open(join(root, "infra")).catch((error: unknown) => error))).not.toContain("git has");
});

test.each(["other.tf", "other.tf.json", "cdk_override.tf.json", "other.tofu", "any.auto.tfvars.json", "terraform.d"])(
  "%s beside the stack is refused, as Terraform would take it for a part of it",
  async (name) => {
    const root = temporaryFolder();
    writeFileSync(join(makeWorkFolder(root, "environments", "prod"), name), "{}");
    await expect(open(root)).rejects.toThrow(`.immuc/environments/prod/${name} is nothing that a release has made`);
  },
);

test.each(["step.plan", "environment.tfvars.json", "terraform.tfstate"])(
  "%s that leads elsewhere is refused, as it would be written through",
  async (name) => {
    const root = temporaryFolder();
    symlinkSync(join(root, "theirs"), join(makeWorkFolder(root, "environments", "prod"), name));
    await expect(open(root)).rejects.toThrow(`.immuc/environments/prod/${name} is nothing that a release has made`);
    expect(existsSync(join(root, "theirs"))).toBe(false);
  },
);

function open(root: string): Promise<unknown> {
  return openWorkspace({
    root,
    environment: "prod",
    stack: "{}",
    pluginFolder: null,
    patience: 1000,
    sourceOf: () => null,
  });
}
