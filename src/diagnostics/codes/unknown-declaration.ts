import { defineDiagnostic } from "../definition.ts";
import { type Elsewhere, reachElsewhere } from "../elsewhere.ts";

export const unknownDeclaration = defineDiagnostic<{
  kindName: string;
  name: string;
  suggestion: string | null;
  declaredIn: Elsewhere | null;
}>({
  code: "IMMU2013",
  level: "error",
  title: "Unknown declaration",
  message: ({ kindName, name }) => `there is no ${kindName} \`${name}\``,
  help: ({ kindName, suggestion, declaredIn }) => {
    if (declaredIn) return reachElsewhere(declaredIn);
    return suggestion
      ? `did you mean \`${kindName}.${suggestion}\`?`
      : `declare it, \`${kindName} <name> { … }\`, or import it from the file that does`;
  },
  explanation: "`image.web` names the image `web` of this file or an imported one.",
  samples: {
    failing: "network main {\n  vpc = {}\n  private = {}\n}\nlet chosen = network.mian\n",
    passing: "network main {\n  vpc = {}\n  private = {}\n}\nlet chosen = network.main\n",
  },
});
