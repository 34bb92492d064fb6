import { sortedEntries } from "../base/record.ts";
import { placeKey } from "../base/span.ts";
import { defineDiagnostic, type Report } from "../diagnostics/definition.ts";
import type { Plan, Tags } from "../plan/model.ts";
import { type Origins, originOf } from "../plan/origins.ts";
import { sampleProject } from "../rollout/samples.ts";

export const tagBeyondLimits = defineDiagnostic<{ owner: string; key: string; reason: string }>({
  code: "IMMU8306",
  level: "error",
  title: "Tag that AWS refuses",
  message: ({ owner, key, reason }) => `the tag ${JSON.stringify(key)} of ${owner} ${reason}`,
  help: () => "tags are made of letters, digits, spaces and `_ . : / = + - @`: 128 of them in a key, 256 in a value",
  explanation:
    "AWS takes keys of 1 to 128 characters and values of up to 256. EC2 takes any character; roles, balancers and " +
    "buckets, which get the same tags, take letters, digits, spaces and `_ . : / = + - @` alone, and an apply would " +
    "end there, halfway. Terraform brings every text to Unicode's normal form C, so that any other would arrive as " +
    "another, or as a tag that is there twice.",
  get samples() {
    return {
      failing: sampleProject({ fleet: 'tags = { team: "web & shop" }' }),
      passing: sampleProject({ fleet: 'tags = { team: "web + shop" }' }),
    };
  },
});

/** No tag of a source is more than what AWS takes, each told once. */
export function checkTagLimits({ project, images, environments }: Plan, origins: Origins, report: Report): void {
  const told = new Set<string>();
  const check = (tags: Tags, owner: string, path: string, taken = everywhere): void => {
    for (const [key, value] of sortedEntries(tags)) {
      const reason = reasonAgainst(key, value, taken);
      const place = originOf(origins, `${path}/tags/${key}`);
      const name = `${placeKey(place)}:${key}`;
      if (reason === null || told.has(name)) continue;
      told.add(name);
      report(tagBeyondLimits, place, { owner, key, reason });
    }
  };
  check(project.tags, `project ${project.name}`, "project");
  for (const image of Object.values(images)) check(image.tags, `image ${image.name}`, `images/${image.name}`, inEc2);
  for (const environment of Object.values(environments)) {
    const path = `environments/${environment.name}`;
    check(environment.tags, `environment ${environment.name}`, path);
    for (const fleet of Object.values(environment.fleets)) {
      check(fleet.tags, `fleet ${fleet.name}`, `${path}/fleets/${fleet.name}`);
    }
  }
}

function reasonAgainst(key: string, value: string, taken: RegExp): string | null {
  if (key === "") return "has no name";
  if (lengthOf(key) > 128) return `has a name of ${lengthOf(key)} characters`;
  if (lengthOf(value) > 256) return `has a value of ${lengthOf(value)} characters`;
  const strange = [...key, ...value].find((character) => !taken.test(character));
  if (strange !== undefined) return `holds ${JSON.stringify(strange)}, which not everything that is tagged takes`;
  return [key, value].every((text) => text.normalize("NFC") === text)
    ? null
    : "is not in normal form C, to which Terraform would bring it";
}

function lengthOf(text: string): number {
  return [...text].length;
}

const everywhere = /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u;
// Images and their snapshots are all that an image's tags are on.
const inEc2 = /./su;
