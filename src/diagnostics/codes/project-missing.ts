import { defineDiagnostic } from "../definition.ts";

export const projectMissing = defineDiagnostic({
  code: "IMMU7006",
  level: "error",
  title: "No project declared",
  message: () => "no file of this build declares its `project`",
  help: () => "add `project <name> {}` to the entry file",
  explanation:
    "A build that has images or environments has exactly one `project`: its name is on everything that is made.",
  samples: {
    failing: 'import { debian_12 } from "std/images"\nimage web extends debian_12 { regions = ["eu-west-1"] }\n',
    passing:
      'import { debian_12 } from "std/images"\nproject shop {}\nimage web extends debian_12 { regions = ["eu-west-1"] }\n',
  },
});
