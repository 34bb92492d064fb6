import { defineDiagnostic } from "../definition.ts";

export const notNormalized = defineDiagnostic<{ readonly written: string }>({
  code: "IMMU1015",
  level: "error",
  title: "Text that is not in normal form",
  message: ({ written }) => `\`${written}\` is not in Unicode normal form C`,
  explanation:
    "The same letters can be written in several ways, such as é as one character or as e with a combining accent. Terraform and Packer turn all of them into normal form C, so any other would not survive the build. Names that look the same must also be the same.",
  samples: {
    failing: 'project shop {\n  tags = { team: "web" }\n}\nlet city = "Orle\u0301ans"\n',
    passing: 'project shop {\n  tags = { team: "web" }\n}\nlet city = "Orl\u00e9ans"\n',
  },
});
