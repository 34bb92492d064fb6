import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { instanceArchitecture } from "../instance-architecture.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const architectureFinding = defineDiagnostic<{ type: string; has: string; image: string; wants: string }>({
  code: "IMMU6025",
  level: "error",
  title: "Instance type of another architecture",
  message: ({ type, has, image, wants }) =>
    `instance type \`${type}\` is ${has}, but image \`${image}\` is built for ${wants}`,
  help: ({ wants, has, image }) => `name instance types of ${wants}, or set \`arch = "${has}"\` in image \`${image}\``,
  explanation:
    "An image boots on one architecture only. The architecture of an instance type is read off its name: a `g` after the generation's number, as in `c7g` or `m6gd`, is Graviton (arm64).",
  get samples() {
    return {
      failing: sampleProject({ instances: '"c7g.large"' }),
      passing: sampleProject({ instances: '"c7g.large"', image: 'arch = "arm64"' }),
    };
  },
});

export const architecture = rolloutRule(
  architectureFinding,
  ({ definition, ofFleet }, found) => {
    const { name: image, arch: wants } = definition.image;
    for (const type of definition.instances) {
      const has = instanceArchitecture(type);
      if (has === null || has === wants) continue;
      const related = [{ place: `images/${image}/arch`, message: `the image is ${wants}` }];
      found(ofFleet("instances"), { type, has, image, wants }, { related });
    }
  },
  { ofImage: true },
);
