import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileProject } from "../../src/cli/project/compile-project.ts";
import { folderWith } from "./cli.ts";

const image = (script: string): string =>
  `import { ubuntu_2404 } from "std/images"\nimage web extends ubuntu_2404 { run setup { script = "${script}" } }\n`;
const options = { params: [], environment: undefined, locked: false, purpose: "check" } as const;

async function codes(folder: string, path: string): Promise<readonly string[]> {
  const { compilation } = await compileProject(folder, path, options);
  return compilation.diagnostics.map(({ code }) => code);
}

describe("a source that is checked by itself", () => {
  it("reaches all of the project that it is a part of, and needs none of its own", async () => {
    const folder = folderWith({
      "main.immu": "project shop {}\n",
      "infra/web.immu": image("../provision/setup.sh"),
      "provision/setup.sh": "true\n",
    });
    expect(await codes(folder, "infra/web.immu")).toEqual([]);
    expect(await codes(join(folder, "infra"), "web.immu")).toEqual([]);
  });

  it("is a project of its own where there is none around it", async () => {
    const folder = folderWith({ "infra/web.immu": image("../provision/setup.sh"), "provision/setup.sh": "true\n" });
    expect(await codes(folder, "infra/web.immu")).toContain("IMMU7006");
  });
});
