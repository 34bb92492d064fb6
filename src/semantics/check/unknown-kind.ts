import { spanOf } from "../../base/span.ts";
import { unknownKind } from "../../diagnostics/codes/unknown-kind.ts";
import type * as ast from "../../syntax/ast.ts";
import { foreignKind } from "../foreign-words.ts";
import { suggest } from "../suggest.ts";
import type { CheckContext } from "./context.ts";

/** Reports the name of a kind that does not exist. */
export function reportUnknownKind(context: CheckContext, name: ast.Name): void {
  if (name.text === "") return;
  const kinds = [...context.kinds.keys()];
  const hint = foreignKind(name.text);
  const suggestion =
    hint !== null ? null : suggest(name.text, [...kinds, "policy", "test", "import", "param", "let", "fn"]);
  const fixes = suggestion
    ? [{ title: `use \`${suggestion}\``, edits: [{ span: spanOf(name), text: suggestion }] }]
    : [];
  context.report(unknownKind, name, { name: name.text, suggestion, hint, kinds }, { fixes });
}
