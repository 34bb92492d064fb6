import { defineDiagnostic } from "../definition.ts";

export const optionalChaining = defineDiagnostic<{ readonly written: string; readonly checked: string | null }>({
  code: "IMMU1061",
  level: "error",
  title: "Member of what may be absent, reached by `?.`",
  message: ({ written }) => `there is no \`${written}\`: what may be absent is checked before it is asked for a member`,
  help: ({ checked }) =>
    checked === null
      ? "name it with `let` and check that first: `if name != null then name.member else null`"
      : `check it first: \`${checked}\``,
  explanation:
    "A value of type `T?` may be `null`, and is compared with `null` before anything is asked of it: `if limit != null then limit.burst else null`. Behind `then` it is known to be there. The value behind `else` is what stands in for it; `null` is what `?.` of other languages gives.",
  samples: {
    failing: `param limit: { burst: int }? = null
let burst = limit?.burst
`,
    passing: `param limit: { burst: int }? = null
let burst = if limit != null then limit.burst else null
`,
  },
});
