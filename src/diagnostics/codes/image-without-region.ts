import { defineDiagnostic } from "../definition.ts";

export const imageWithoutRegion = defineDiagnostic<{ image: string }>({
  code: "IMMU7004",
  level: "error",
  title: "Image without a region",
  message: ({ image }) => `image \`${image}\` is wanted in no region`,
  help: () => 'declare an `environment`, or name regions: `regions = ["eu-west-1"]`',
  explanation:
    "An image is baked in one region and copied to others: those that it names, or those of all environments.",
  samples: {
    failing: 'import { debian_12 } from "std/images"\nproject shop {}\nimage web extends debian_12 {}\n',
    passing:
      'import { debian_12 } from "std/images"\nproject shop {}\nimage web extends debian_12 { regions = ["eu-west-1"] }\n',
  },
});
