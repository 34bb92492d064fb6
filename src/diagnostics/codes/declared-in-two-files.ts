import { defineDiagnostic } from "../definition.ts";

export const declaredInTwoFiles = defineDiagnostic<{ name: string; folded: boolean }>({
  code: "IMMU7007",
  level: "error",
  title: "Two declarations under one name",
  message: ({ name, folded }) =>
    folded
      ? `\`${name}\` differs from another declaration only in case or in \`-\` and \`_\``
      : name === "project"
        ? "this build declares two projects"
        : `\`${name}\` is declared by two files of this build`,
  help: ({ name }) =>
    name === "project" ? "keep one of them: a build is of one project" : "rename one of them, or make one `abstract`",
  explanation:
    "What is built is known by its kind and name, in files, cloud resources and tags, some of which ignore case: a build has one of each. A build has one `project`.",
  samples: {
    failing: {
      "main.immu": 'import { vpc_tags } from "./other"\nnetwork main {\n  vpc = vpc_tags\n  private = {}\n}\n',
      "other.immu": "let vpc_tags = {}\nnetwork main {\n  vpc = vpc_tags\n  private = {}\n}\n",
    },
    passing: {
      "main.immu": 'import { vpc_tags } from "./other"\nnetwork main {\n  vpc = vpc_tags\n  private = {}\n}\n',
      "other.immu": "let vpc_tags = {}\n",
    },
  },
});
