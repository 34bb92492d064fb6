import { afterAll, beforeAll, expect, test } from "vitest";
import { furnish, type MockAws, mockAwsMissing, mockRegion, startMockAws } from "./support/mock-aws.ts";
import { openReleaseDriver, type ReleaseDriver } from "./support/release-driver.ts";
import { findTerraform, type TerraformTool } from "./support/terraform-tool.ts";
import { describeWithTools } from "./support/tools.ts";

const tool = findTerraform();

describeWithTools("releases in a mock AWS", [typeof tool === "string" ? tool : null, mockAwsMissing()], () => {
  let mock: MockAws;
  let driver: ReleaseDriver;
  let certificate: string;

  beforeAll(async () => {
    mock = await startMockAws();
    ({ certificate } = await furnish(mock, []));
    driver = await openReleaseDriver(tool as TerraformTool, mock);
    driver.write("main.immu", project(certificate));
  }, 300_000);

  afterAll(() => {
    driver?.remove();
    mock?.stop();
  });

  const limit = { timeout: 1_800_000 };

  test("the first release", limit, async () => {
    const bake = await driver.immuc("bake", "--param=release=1", `--commit=${"1".repeat(40)}`);
    expect(bake, bake.stderr).toMatchObject({ code: 0 });
    console.log(bake.stdout, bake.stderr);
    const run = await driver.immuc("rollout", "run", "--env=prod", "--param=release=1", "--time-scale=600");
    console.log(run.stdout, run.stderr);
    expect(run, run.stderr).toMatchObject({ code: 0 });
  });
});

function project(certificate: string): string {
  return `import { amazon_linux_2023 } from "std/images"

project shop {}

param release: string

image web extends amazon_linux_2023 {
  run stamp { commands = ["echo release \${release}"] }
  check ok { command = "true" }
}

fleet web {
  image     = image.web
  instances = ["t3.micro"]
  size      = 2..2
  http      { port = 8080  health = "/healthz" }
  balancer  = balancer.public
  rollout   = gentle
}

rollout gentle {
  strategy = "canary"
  step some { weight = 10%   bake = 20m }
  step most { weight = 50%   bake = 20m }
  step all  { weight = 100%  bake = 20m }
  abort errors { metric = "http_5xx_rate"  above = 1%  breaches = 2  of = 3  every = 1m }
  keep_previous = 1h
}

network main { vpc = { Name: "main" }  private = { Tier: "private" }  public = { Tier: "public" } }
balancer public { scheme = "internet-facing"  certificate = "${certificate}" }

environment prod { region = "${mockRegion}"  network = network.main }
`;
}
