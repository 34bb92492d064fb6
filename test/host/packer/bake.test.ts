import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { bakeImage } from "../../../src/host/packer/bake.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const { PATH } = process.env;
afterEach(() => {
  process.env.PATH = PATH;
});

test("a Packer that is too old is told by its version, before anything is run", async () => {
  const { root, log } = packerOf("1.10.3");
  await expect(bake(root)).rejects.toThrow(/^packer is 1\.10\.3, and templates need 1\.11 or later\n/);
  expect(existsSync(log)).toBe(false);
});

test("one that is new enough fetches its plugins and bakes", async () => {
  const { root, log } = packerOf("1.11.0");
  await bake(root);
  expect(readFileSync(log, "utf8")).toBe(
    `init .\nbuild -color=false -var=commit=${"1".repeat(40)} -var=manifest=packer-manifest.json .\n`,
  );
});

function bake(root: string): Promise<void> {
  return bakeImage({
    root,
    image: "web",
    files: [{ path: "image.pkr.hcl", bytes: new Uint8Array() }],
    commit: "1".repeat(40),
    subnet: undefined,
    onCommand: () => {},
    onOutput: () => {},
  });
}

/** A project, and a program on the PATH that stands for Packer and notes what it is told to do. */
function packerOf(version: string): { readonly root: string; readonly log: string } {
  const [bin, root] = [temporaryFolder(), temporaryFolder()];
  const log = join(bin, "log");
  const script = `#!/bin/sh\nif [ "$1" = version ]; then echo 'Packer v${version}'; else echo "$@" >> ${log}; fi\n`;
  writeFileSync(join(bin, "packer"), script);
  chmodSync(join(bin, "packer"), 0o755);
  process.env.PATH = `${bin}:${PATH}`;
  return { root, log };
}
