import { execFile } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { openTerraform, TerraformFailure } from "../../../src/host/terraform/terraform.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const child = fileURLToPath(import.meta.resolve("./run-child.ts"));

test("processes that ask in one folder at the same time each get their own answer", { timeout: 60_000 }, async () => {
  const { folder, program } = terraformThat('echo "the $2"; sleep 1; echo "answer to $2"');
  const asked = ["one", "two", "three"];
  const answers = await Promise.all(
    asked.map((word) => promisify(execFile)(process.execPath, ["--import", "tsx", child, folder, program, word])),
  );
  expect(answers.map(({ stdout }) => stdout)).toEqual(asked.map((word) => `the ${word}\nanswer to ${word}\n`));
  expect(readdirSync(folder)).toEqual(["terraform"]);
});

test("all that a command printed that failed is where its message says", async () => {
  const { folder, program } = terraformThat("echo began; echo 'Error: no' >&2; exit 1");
  const failure = await openTerraform({ folder, shownAs: "stack", program, sourceOf: () => null })
    .run("plan", "-no-color")
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(TerraformFailure);
  const [out, err] = [`plan.${process.pid}.out.log`, `plan.${process.pid}.err.log`];
  expect(failure).toMatchObject({
    message: `\`${program} plan -no-color\` failed (1)\n  Error: no\n  All of its output is in stack/${out} and ${err}.`,
    output: "began\nError: no\n",
  });
  expect(readFileSync(join(folder, out), "utf8")).toBe("began\n");
  expect(readFileSync(join(folder, err), "utf8")).toBe("Error: no\n");
});

test("an error of a resource names the line of the source that decides it, where that is known", async () => {
  const { folder, program } = terraformThat(
    "printf 'Error: no matching EC2 VPC found\\n\\n  with %s,\\n' $2 >&2; exit 1",
  );
  const sourceOf = (address: string) => (address === "data.aws_vpc.network" ? "main.immu:7:9" : null);
  const messageOf = async (address: string): Promise<string> => {
    const failed = openTerraform({ folder, shownAs: "stack", program, sourceOf }).run("plan", address);
    return failed.then(
      () => "",
      ({ message }: Error) => message,
    );
  };
  expect(await messageOf("data.aws_vpc.network")).toContain(
    "\n  Error: no matching EC2 VPC found\n  with data.aws_vpc.network,\n  main.immu:7:9 decides it.\n  All of",
  );
  expect(await messageOf("data.aws_vpc.other")).toContain("\n  with data.aws_vpc.other,\n  All of");
});

/** A folder with a program that stands for Terraform. */
function terraformThat(script: string): { readonly folder: string; readonly program: string } {
  const folder = temporaryFolder();
  const program = join(folder, "terraform");
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return { folder, program };
}
