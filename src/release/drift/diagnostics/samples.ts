/** A project with one fleet that nothing is live of, and a balancer. */
const project = `import { ubuntu_2404 } from "std/images"

project shop {}

image web extends ubuntu_2404 { arch = "arm64" }

network main {
  vpc     = { Name: "main" }
  private = { Tier: "private" }
  public  = { Tier: "public" }
}

rollout handover {
  strategy = "replace"
  abort busy { metric = "cpu"  above = 95%  breaches = 5  of = 5 }
  bake = 10m
}

fleet worker {
  image     = image.web
  instances = ["c7g.large"]
  size      = 2..10
  rollout   = rollout.handover
  logs { keep = 30d }
  scale { cpu = 60% }
}

environment prod {
  region  = "eu-west-1"
  network = network.main
}
`;

/** The file of a sample that stands for `terraform show -json`. */
export const planFile = "terraform-plan.json";

interface SampleResource {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
  readonly before: object | null;
  readonly after: object | null;
}

/** A resource of which something has changed, or is to change. */
export function updated(type: string, name: string, before: object, after: object): SampleResource {
  return { type, name, actions: ["update"], before, after };
}

/** A sample: the project, and a plan of Terraform with these resources. */
export function sampleWith(plan: {
  readonly drift?: readonly SampleResource[];
  readonly changes?: readonly SampleResource[];
  readonly errored?: boolean;
}): Readonly<Record<string, string>> {
  const resources = (list: readonly SampleResource[] = []): readonly object[] =>
    list.map(({ type, name, ...change }) => ({ address: `${type}.${name}`, mode: "managed", type, change }));
  const text = JSON.stringify(
    {
      format_version: "1.2",
      terraform_version: "1.12.2",
      planned_values: {},
      resource_drift: resources(plan.drift),
      resource_changes: resources(plan.changes),
      ...(plan.errored === undefined ? {} : { errored: plan.errored }),
    },
    null,
    2,
  );
  return { "main.immu": project, [planFile]: `${text}\n` };
}

/** The same project, and a plan without anything to do. */
export const unchanged = sampleWith({});
