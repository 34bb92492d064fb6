import { spanOf } from "../../base/span.ts";
import { duplicateAttribute } from "../../diagnostics/codes/duplicate-attribute.ts";
import { notAValue } from "../../diagnostics/codes/not-a-value.ts";
import type * as ast from "../../syntax/ast.ts";
import { symbolText } from "../symbols.ts";
import { typeText } from "../type-text.ts";
import { checkBody } from "./body.ts";
import { type CheckContext, fail, type Scope } from "./context.ts";
import { bodiesOf, reportMissing, withBase } from "./declaration.ts";
import { infer } from "./expression.ts";

/** Checks an `override`: its target is a declaration, and only what may differ between environments is in it. */
export function checkOverride(context: CheckContext, scope: Scope, node: ast.Override): void {
  const type = infer(context, scope, node.target);
  const symbol = context.resolutions.get(node.target);
  if (symbol?.kind !== "declaration") {
    if (type.kind !== "any") {
      const hint = "name a declaration: `override fleet.web { … }`";
      fail(context, node.target, notAValue, { text: symbol ? symbolText(symbol) : "this", what: typeText(type), hint });
    }
    return;
  }
  const kind = context.kinds.get(symbol.kindName);
  if (!kind) return;
  const inner = withBase(scope, symbol.kindName, spanOf(node.target));
  checkBody(context, inner, node.body, {
    owner: symbolText(symbol),
    members: kind.members,
    overriding: true,
    mayOverride: false,
  });
  const blocks = [...kind.members].filter(([, member]) => member.kind === "block");
  reportMissing(context, { span: spanOf(node.target), owner: `\`${symbolText(symbol)}\`` }, new Map(blocks), [
    node.body,
    ...bodiesOf(context, symbol),
  ]);
}

/** Reports two overrides of one declaration in one environment. */
export function reportRepeatedOverrides(context: CheckContext, body: ast.Body): void {
  const seen = new Map<unknown, ast.Override>();
  for (const item of body.items) {
    if (item.kind !== "Override") continue;
    const symbol = context.resolutions.get(item.target);
    if (!symbol) continue;
    const first = seen.get(symbol);
    const related = first ? [{ span: spanOf(first.target), message: "overridden here first" }] : [];
    if (first) context.report(duplicateAttribute, item.target, { name: `override ${symbolText(symbol)}` }, { related });
    else seen.set(symbol, item);
  }
}
