import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseLock } from "../../src/release/lock/parse.ts";
import { bundledProgram, type Run, runProgram } from "../cli/cli.ts";
import { sharedFolder } from "../host/temporary-folder.ts";
import { type MockAws, mockAwsMissing, mockRegion, startMockAws } from "./support/mock-aws.ts";
import { describeWithTools } from "./support/tools.ts";

const source = (pattern: string): string => `project shop {}
image web {
  base {
    owner     = "amazon"
    name      = { x86_64: "${pattern}" }
    user      = "ec2-user"
    installer = "dnf"
  }
  regions = ["${mockRegion}"]
  check ok { command = "true" }
}
`;

describeWithTools("the lock is resolved through EC2", [mockAwsMissing()], () => {
  let aws: MockAws;
  const program = bundledProgram();
  const folder = sharedFolder();
  beforeAll(async () => {
    aws = await startMockAws();
  });
  afterAll(() => aws.stop());
  const immuc = (...words: readonly string[]): Promise<Run> =>
    runProgram(program, words, { folder, env: aws.environment });

  test("to the newest image that fits, which stays and is found up to date", async () => {
    writeFileSync(join(folder, "main.immu"), source("amzn-ami-hvm-*"));
    const run = await immuc("lock");
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const { value, diagnostics } = parseLock({
      uri: "immu.lock",
      text: readFileSync(join(folder, "immu.lock"), "utf8"),
    });
    expect(diagnostics).toEqual([]);
    expect(value.bases).toMatchObject([{ owner: "amazon", pattern: "amzn-ami-hvm-*", region: mockRegion }]);
    expect(value.bases[0]?.name).toMatch(/^amzn-ami-hvm-/);
    expect(await immuc("lock", "--check")).toMatchObject({ code: 0 });
    expect((await immuc("lock", "--update")).stdout).toContain("unchanged: immu.lock");
  });

  test("says what nothing fits, and pins nothing for it", async () => {
    writeFileSync(join(folder, "main.immu"), source("no-such-image-*"));
    const run = await immuc("lock");
    expect(run.code).toBe(3);
    expect(run.stdout).toContain(`missing  no-such-image-* in ${mockRegion}: no image of amazon has a name that fits`);
    expect(run.stderr).toContain("1 of the bases could not be pinned");
  });

  test("a service that does not answer is the environment's fault, and names the way without it", async () => {
    const run = await runProgram(program, ["lock"], {
      folder,
      env: { ...aws.environment, AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" },
    });
    expect(run.code).toBe(4);
    expect(run.stderr).toContain(`can't ask EC2 in ${mockRegion} for images`);
    expect(run.stderr).toContain("--from");
  });
});
