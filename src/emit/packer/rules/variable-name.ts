import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { originOf } from "../../../plan/origins.ts";
import { isVariableName } from "../../variable-name.ts";
import type { ImageRule } from "./image-rule.ts";
import { sampleImage } from "./sample-image.ts";

export const variableName = defineDiagnostic<{ image: string; step: string; variable: string }>({
  code: "IMMU8203",
  level: "error",
  title: "Not the name of an environment variable",
  message: ({ image, step, variable }) =>
    `run \`${step}\` of image \`${image}\` sets ${JSON.stringify(variable)}, which no shell takes as a variable's name`,
  help: () => 'use letters, digits and "_", and no digit at the beginning',
  explanation: `POSIX names environment variables with ASCII letters, digits and \`_\`, not beginning with a digit. A shell
drops any other name, so the script would run without the variable.`,
  get samples() {
    return { failing: sample("LOG-LEVEL"), passing: sample("LOG_LEVEL") };
  },
});

/** Variables of a run have names that reach its script. */
export const checkVariableNames: ImageRule = ({ image, origins }, report) => {
  for (const step of image.definition.steps) {
    if (step.kind !== "run") continue;
    for (const variable of Object.keys(step.env)) {
      if (isVariableName(variable)) continue;
      const span = originOf(origins, `images/${image.name}/run/${step.name}/env/${variable}`);
      report(variableName, span, { image: image.name, step: step.name, variable });
    }
  }
};

function sample(variable: string): string {
  return sampleImage(
    'regions = ["eu-west-1"]',
    "run setup {",
    '  commands = ["./setup"]',
    `  env      = { "${variable}": "info" }`,
    "}",
  );
}
