import { defineDiagnostic } from "../definition.ts";

export const unknownRegion = defineDiagnostic<{ region: string; nearest: string | null }>({
  code: "IMMU4010",
  level: "warning",
  title: "Region that AWS is not known to have",
  message: ({ region }) => `there is no region \`${region}\` among those that this version knows`,
  help: ({ nearest }) =>
    nearest === null
      ? "if AWS opened it lately, go on: it is taken as it stands"
      : `did you mean \`${nearest}\`? If AWS opened this one lately, go on: it is taken as it stands`,
  explanation:
    "A region that AWS does not have fails at the first bake, or at the first apply. AWS opens new regions, so one that is named as regions are is only warned about, and everything is made for it.",
  samples: {
    failing: 'param home: region = "eu-west-7"\n',
    passing: 'param home: region = "eu-west-3"\n',
  },
});
