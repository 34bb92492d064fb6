import { defineDiagnostic } from "../definition.ts";

export const foreignOperator = defineDiagnostic<{
  readonly written: string;
  /** Null where no operator means the same. */
  readonly meant: string | null;
  readonly advice?: string | null;
}>({
  code: "IMMU1008",
  level: "error",
  title: "Operator of another language",
  message: ({ written, meant }) => `there is no operator \`${written}\`${meant === null ? "" : `; write \`${meant}\``}`,
  help: ({ advice }) => advice ?? null,
  explanation:
    'Conditions are joined by the words `and`, `or` and `not`. Values are compared by `==`, `!=`, `<`, `<=`, `>` and `>=`, which never convert between types; `null` as every other value. `+ - * / %` calculate. Lists are put together by `[...a, ...b]`, texts by "${a}${b}". A range has two dots, `2..20`, and holds both its ends.',
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let busy = true && false
`,
    passing: `project shop {
  tags = { team: "web" }
}
let busy = true and false
`,
  },
});
