import { sortedValues } from "../base/record.ts";
import { placeKey } from "../base/span.ts";
import { defineDiagnostic, type Report } from "../diagnostics/definition.ts";
import type { Plan, Tags } from "../plan/model.ts";
import { type Origins, originOf } from "../plan/origins.ts";
import { sampleProject } from "../rollout/samples.ts";

/** Per resource, by every service whose resources are tagged. */
const tagLimit = 50;

export const tooManyTags = defineDiagnostic<{ owner: string; count: number; own: number }>({
  code: "IMMU8307",
  level: "error",
  title: "More tags than AWS takes",
  message: ({ owner, count, own }) =>
    `${owner} gets ${count} tags, ${own} of them immuc's own, and AWS takes ${tagLimit} on one resource`,
  help: () =>
    "remove some, of the project, the environment or what carries them: the tags of all of them are put together",
  explanation:
    `AWS takes ${tagLimit} tags on one resource. What is made for a fleet carries the tags of its project, its ` +
    "environment and its own, and those by which it is found again: a `Name`, `immu:project`, `immu:environment`, " +
    "`immu:fleet`, `immu:generation` and `immu:image`. An image carries its project's and its own, a `Name`, and " +
    "`immu:project`, `immu:image`, `immu:fingerprint` and `immu:commit`.",
  get samples() {
    const tags = (count: number): string => `tags = { "\${index}": "" for index in sequence(1, ${count}) }`;
    return {
      failing: sampleProject({ fleet: tags(tagLimit) }),
      passing: sampleProject({ fleet: tags(tagLimit - ofGeneration.length) }),
    };
  },
});

const ofImage = ["Name", "immu:project", "immu:image", "immu:fingerprint", "immu:commit"];
const ofEnvironment = ["immu:project", "immu:environment"];
// Of an instance, which has the most.
const ofGeneration = ["Name", ...ofEnvironment, "immu:fleet", "immu:generation", "immu:image"];

/** Nothing that is made carries more tags than AWS takes; each place in a source that brings them is told once. */
export function checkTagCounts({ project, images, environments }: Plan, origins: Origins, report: Report): void {
  const told = new Set<string>();
  /** `carriers`: what brings tags, by its path in the Plan, what is told first. */
  const check = (owner: string, own: readonly string[], carriers: Readonly<Record<string, Tags>>): boolean => {
    const written = Object.values(carriers).map(Object.keys);
    if (written.reduce((sum, { length }) => sum + length, own.length) <= tagLimit) return true;
    const keys = new Set([...own, ...written.flat()]);
    if (keys.size <= tagLimit) return true;
    const [path = "project"] = Object.keys(carriers).filter((each) => Object.keys(carriers[each] ?? {}).length > 0);
    const place = originOf(origins, `${path}/tags`);
    const key = placeKey(place);
    if (!told.has(key)) report(tooManyTags, place, { owner, count: keys.size, own: own.length });
    told.add(key);
    return false;
  };
  for (const image of sortedValues(images)) {
    check(`image ${image.name}`, ofImage, { [`images/${image.name}`]: image.tags, project: project.tags });
  }
  for (const environment of sortedValues(environments)) {
    const path = `environments/${environment.name}`;
    const shared = { [path]: environment.tags, project: project.tags };
    if (!check(`environment ${environment.name}`, ofEnvironment, shared)) continue;
    for (const fleet of sortedValues(environment.fleets)) {
      check(`fleet ${fleet.name}`, ofGeneration, { [`${path}/fleets/${fleet.name}`]: fleet.tags, ...shared });
    }
  }
}
