import { defineDiagnostic } from "../definition.ts";

export const mergeConflict = defineDiagnostic<{ readonly mark: string }>({
  code: "IMMU1068",
  level: "error",
  title: "Merge conflict",
  message: ({ mark }) => `\`${mark}\` is the mark of a merge that left two versions of these lines`,
  help: () => "Keep one version, or what is right of both, and delete the lines with the marks.",
  explanation:
    "Where git can't merge two changes it writes both into the file, between lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`. Until somebody has decided, only the first version is read, and nothing is built.",
  samples: {
    failing: `project shop {
<<<<<<< HEAD
  tags = { team: "web" }
=======
  tags = { team: "shop" }
>>>>>>> rename-the-team
}
`,
    passing: `project shop {
  tags = { team: "shop" }
}
`,
  },
});
