import { defineDiagnostic } from "../definition.ts";

export const kindOutsideLibrary = defineDiagnostic<{ name: string }>({
  code: "IMMU2010",
  level: "error",
  title: "Kind declared in a project",
  message: ({ name }) => `\`kind ${name}\` can be declared only in the standard library`,
  help: () => "use an `abstract` declaration of a kind that exists, or a `fn`, to share settings",
  explanation:
    "What a kind becomes (Packer, Terraform) is part of the compiler, so a kind of your own would come to nothing. Share settings with `abstract` declarations and `extends`.",
  samples: {
    failing: "kind queue {\n  depth: int = 10\n}\n",
    passing: "let queue_depth = 10\n",
  },
});
