import { defineDiagnostic } from "../definition.ts";

export const emptyRun = defineDiagnostic<{ step: string }>({
  code: "IMMU7005",
  level: "error",
  title: "Step that runs nothing",
  message: ({ step }) => `\`run ${step}\` runs nothing`,
  help: () => 'give it `script = "./…"` or `commands = ["…"]`',
  explanation: "A `run` step has a script, commands, or both; then the script runs first.",
  samples: {
    failing:
      'import { debian_12 } from "std/images"\nproject shop {}\nimage web extends debian_12 {\n  regions = ["eu-west-1"]\n  run setup {}\n}\n',
    passing:
      'import { debian_12 } from "std/images"\nproject shop {}\nimage web extends debian_12 {\n  regions = ["eu-west-1"]\n  run setup { commands = ["true"] }\n}\n',
  },
});
