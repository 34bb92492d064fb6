import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const diskSizeFinding = defineDiagnostic<{ fleet: string; disk: number; image: string; least: number }>({
  code: "IMMU6126",
  level: "error",
  title: "Disk smaller than its image",
  message: ({ fleet, disk, image, least }) =>
    `fleet \`${fleet}\` has a disk of ${disk}GiB, and image \`${image}\` one of ${least}GiB, which does not fit on it`,
  help: ({ least }) => `let \`disk\` be ${least}GiB or more, leave it out, or make the image's smaller`,
  explanation:
    "An instance's root volume is made from the image's snapshot, and AWS starts none whose volume is smaller than that. Volumes are made in whole GiB.",
  get samples() {
    return { failing: sampleProject({ fleet: "disk = 4GiB" }), passing: sampleProject({ fleet: "disk = 8GiB" }) };
  },
});

export const diskSize = rolloutRule(
  diskSizeFinding,
  ({ plan, fleet, definition, ofFleet }, found) => {
    const image = plan.images[definition.image.name];
    if (!image) return;
    const [disk, least] = [gibibytes(definition.disk), gibibytes(image.definition.disk)];
    if (disk >= least) return;
    const related = [{ place: `images/${image.name}/disk`, message: "the image's disk" }];
    found(ofFleet("disk"), { fleet: fleet.name, disk, image: image.name, least }, { related });
  },
  { ofImage: true },
);

function gibibytes(bytes: number): number {
  return Math.ceil(bytes / 1024 ** 3);
}
