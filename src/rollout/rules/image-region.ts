import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const imageRegionFinding = defineDiagnostic<{
  image: string;
  region: string;
  environment: string;
  regions: readonly string[];
}>({
  code: "IMMU6026",
  level: "error",
  title: "Image missing in a region",
  message: ({ image, region, environment, regions }) =>
    `environment \`${environment}\` runs image \`${image}\` in ${region}, but the image is only had in ${regions.join(", ")}`,
  help: ({ region }) =>
    `add "${region}" to the image's \`regions\`, or leave them out to have it where environments need it`,
  explanation:
    "A machine image exists in the regions that it was baked in or copied to. An instance can't start from one in another region.",
  get samples() {
    return {
      failing: sampleProject({ image: 'regions = ["us-east-1"]' }),
      passing: sampleProject({ image: 'regions = ["us-east-1", "eu-west-1"]' }),
    };
  },
});

export const imageRegion = rolloutRule(
  imageRegionFinding,
  ({ plan, environment, definition, ofFleet }, found) => {
    const image = plan.images[definition.image.name];
    if (!image || image.regions.includes(environment.region)) return;
    const related = [{ place: `images/${image.name}/regions`, message: "the image's regions" }];
    const values = {
      image: image.name,
      region: environment.region,
      environment: environment.name,
      regions: image.regions,
    };
    found(ofFleet("image"), values, { related });
  },
  { ofImage: true },
);
