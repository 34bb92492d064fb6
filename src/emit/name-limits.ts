import { sortedValues } from "../base/record.ts";
import { placeKey } from "../base/span.ts";
import { defineDiagnostic, type Report } from "../diagnostics/definition.ts";
import type { Plan } from "../plan/model.ts";
import { type Origins, originOf } from "../plan/origins.ts";
import { sampleProject } from "../rollout/samples.ts";

/**
 * In bytes of UTF-8. File systems take 255 in the name of a file or folder; two names and what stands around them fit:
 * `<project>-<environment>`, and `<fleet>-03-<step>.tfvars.json` with what a file has behind it while it is written.
 */
const nameLimit = 100;

export const nameTooLong = defineDiagnostic<{ what: string; name: string; bytes: number }>({
  code: "IMMU8308",
  level: "error",
  title: "Name too long for a file",
  message: ({ what, name, bytes }) =>
    `the name of ${what} \`${name.slice(0, 20)}…\` has ${bytes} ${bytes === name.length ? "characters" : "bytes"}, and ${nameLimit} are the most: files and folders are named after it`,
  explanation:
    "The output has a folder for each image, environment and fleet and a file for each script of an image and each step " +
    `of a rollout, named after them, and file systems take 255 bytes in a name. With at most ${nameLimit} bytes of each ` +
    "name any two fit. In AWS, where names of some things may have no more than 32 characters, names are cut to what " +
    "fits, with a digest of the whole behind them: there is nothing to mind there.",
  get samples() {
    const sample = (length: number): string =>
      sampleProject().replace("environment prod", `environment ${"p".repeat(length)}`);
    return { failing: sample(nameLimit + 1), passing: sample(nameLimit) };
  },
});

/** Every name that becomes part of the name of a file leaves room for the rest of it; each is told once. */
export function checkNameLimits({ project, images, environments }: Plan, origins: Origins, report: Report): void {
  const told = new Set<string>();
  const check = (what: string, name: string, path: string): void => {
    // A unit of UTF-16 is three bytes at most.
    if (name.length * 3 <= nameLimit) return;
    const bytes = new TextEncoder().encode(name).length;
    const place = originOf(origins, path);
    const key = placeKey(place);
    if (bytes <= nameLimit || told.has(key)) return;
    told.add(key);
    report(nameTooLong, place, { what, name, bytes });
  };
  check("the project", project.name, "project");
  for (const { name, definition } of sortedValues(images)) {
    const path = `images/${name}`;
    check("image", name, path);
    for (const step of definition.steps) check(step.kind, step.name, `${path}/${step.kind}/${step.name}`);
    for (const each of definition.checks) check("check", each.name, `${path}/check/${each.name}`);
  }
  for (const environment of sortedValues(environments)) {
    const path = `environments/${environment.name}`;
    check("environment", environment.name, path);
    for (const fleet of sortedValues(environment.fleets)) {
      check("fleet", fleet.name, `${path}/fleets/${fleet.name}`);
      for (const { name } of fleet.rollout.steps) {
        check("step", name, `${path}/fleets/${fleet.name}/rollout/step/${name}`);
      }
    }
  }
}
