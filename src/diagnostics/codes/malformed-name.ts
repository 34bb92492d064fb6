import { defineDiagnostic } from "../definition.ts";

export const malformedName = defineDiagnostic<{ readonly written: string; readonly mended: string | null }>({
  code: "IMMU1057",
  level: "error",
  title: "Text that can't be a name",
  message: ({ written }) =>
    /^\d/.test(written)
      ? `\`${written}\` can't be a name: names don't begin with a digit`
      : `\`${written}\` can't be a name: names are made of letters, digits, \`_\` and single \`-\` between them`,
  help: ({ mended }) => (mended === null ? null : `write \`${mended}\``),
  explanation:
    "A name starts with a letter or `_`, followed by letters, digits, `_` and single `-` between them. Names become names of files and of things in AWS, which take no other characters.",
  samples: {
    failing: 'network 2nd {\n  vpc = { Name: "main" }\n  private = { Tier: "private" }\n}\n',
    passing: 'network second {\n  vpc = { Name: "main" }\n  private = { Tier: "private" }\n}\n',
  },
});
