import { defineDiagnostic } from "../definition.ts";

export const overrideMisplaced = defineDiagnostic<{ owner: string }>({
  code: "IMMU3023",
  level: "error",
  title: "Override outside an environment",
  message: ({ owner }) => `${owner} can't override other declarations`,
  help: () => "`override` belongs into an `environment`; to vary a declaration, declare another one that `extends` it",
  explanation: "Only an environment changes other declarations, and only fields marked `per environment`.",
  samples: {
    failing: "network main {\n  vpc = {}\n  private = {}\n  override network.main { zones = 3 }\n}\n",
    passing: "network main {\n  vpc = {}\n  private = {}\n  zones = 3\n}\n",
  },
});
