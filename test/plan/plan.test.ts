import { expect, test } from "vitest";
import { prettyJson } from "../../src/base/json.ts";
import { compileFiles } from "../support/compile.ts";

const source = `import { debian_12 } from "std/images"
import { handover } from "std/rollouts"

project shop { tags = { Team: "shop" } }

param release: version = "1.4.2"

image worker extends debian_12 {
  arch = "arm64"
  disk = 10GiB
  copy app { from = "./app"  to = "/srv/app" }
  run setup { script = "./setup.sh"  env = { RELEASE: "\${release}" } }
  check alive { command = "true"  within = 1.5m }
}

network main { vpc = { Name: "main" }  private = { Tier: "private" } }

environment prod { region = "eu-west-1"  network = network.main  limits { first_weight = 2.5% } }

fleet worker {
  image = image.worker
  instances = ["c7g.large"]
  size = 2..10
  rollout = handover
  scale { cpu = 55% }
  secrets = { TOKEN: secret("ssm:/shop/token") }
  load { quiet = 0.25  peak = 80% }
}
`;

test("a project lowered: milliseconds, bytes and percent, in plain data", async () => {
  const files = { "main.immu": source, "app/a.txt": "a", "app/b/c.txt": "c", "setup.sh": "#!/bin/sh\n" };
  const { plan, diagnostics, inputs } = compileFiles(files);
  expect(diagnostics.filter((each) => each.level === "error")).toEqual([]);
  expect([...inputs.keys()].sort()).toEqual(["app/a.txt", "app/b/c.txt", "main.immu", "setup.sh"]);
  await expect(`${source}\n---- plan\n\n${prettyJson(plan ?? {})}`).toMatchFileSnapshot("../golden/plan/worker.txt");
});
