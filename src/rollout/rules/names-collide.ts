import { compareCodePoints } from "../../base/json.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

const second = (name: string): string => `fleet ${name} extends fleet.web {
  http { port = 8080  health = "/healthz"  paths = ["/api/*"] }
}`;

export const namesCollide = rolloutRule<{ what: string; name: string; other: string }>(
  {
    code: "IMMU6034",
    level: "error",
    title: "Names that become one",
    message: ({ what, name, other }) =>
      `${what} \`${name}\` and \`${other}\` differ only in case, \`-\` and \`_\`, and would share the names of files and resources`,
    help: () => "give one of them a name that differs in more",
    explanation:
      "Names reach places that fold them: file systems without case, AWS names without `_`. Two names that become one there would overwrite each other.",
    samples: {
      failing: sampleProject({ more: second("WEB") }),
      passing: sampleProject({ more: second("api") }),
    },
  },
  ({ plan, environment, fleet, ofFleet, ofEnvironment }, found) => {
    for (const other of sameFolded(Object.keys(environment.fleets), fleet.name)) {
      const related = [{ place: `environments/${environment.name}/fleets/${other}`, message: "the other one" }];
      found(ofFleet(""), { what: "fleets", name: fleet.name, other }, { related });
    }
    for (const other of sameFolded(Object.keys(plan.environments), environment.name)) {
      const related = [{ place: `environments/${other}`, message: "the other one" }];
      found(ofEnvironment(""), { what: "environments", name: environment.name, other }, { related });
    }
  },
);

// Each pair is reported once, at the one that comes later.
function sameFolded(names: readonly string[], name: string): readonly string[] {
  return names
    .filter((other) => compareCodePoints(other, name) < 0 && fold(other) === fold(name))
    .sort(compareCodePoints);
}

function fold(name: string): string {
  return name.normalize("NFC").toLowerCase().replaceAll("_", "-");
}
