import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { originOf } from "../../../plan/origins.ts";
import { withoutEndSlashes } from "../without-end-slashes.ts";
import type { ImageRule } from "./image-rule.ts";
import { sampleImage } from "./sample-image.ts";

export const fileDestination = defineDiagnostic<{ image: string; step: string; to: string }>({
  code: "IMMU8205",
  level: "error",
  title: "File copied to a folder",
  message: ({ image, step, to }) =>
    `copy \`${step}\` of image \`${image}\` puts one file at ${JSON.stringify(to)}, which names a folder`,
  help: ({ to }) => `write the file's own path there, such as ${JSON.stringify(`${withoutEndSlashes(to)}/name`)}`,
  explanation: `The destination of a copied file is the path that the file will have. One that ends in \`/\` would leave its
name to chance. (A copied folder may end in \`/\` or not: it means the same.)`,
  get samples() {
    return {
      failing: { "main.immu": sample("/etc/shop/"), "shop.conf": "port 8080\n" },
      passing: { "main.immu": sample("/etc/shop/shop.conf"), "shop.conf": "port 8080\n" },
    };
  },
});

/** A copied file says what it will be called. */
export const checkDestinations: ImageRule = ({ image, origins }, report) => {
  for (const step of image.definition.steps) {
    if (step.kind !== "copy" || step.folder || !/\/\.{0,2}$/.test(step.to)) continue;
    const span = originOf(origins, `images/${image.name}/copy/${step.name}/to`);
    report(fileDestination, span, { image: image.name, step: step.name, to: step.to });
  }
};

function sample(to: string): string {
  return sampleImage('regions = ["eu-west-1"]', "copy conf {", '  from = "./shop.conf"', `  to   = "${to}"`, "}");
}
