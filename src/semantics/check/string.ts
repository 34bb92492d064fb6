import { notInterpolable } from "../../diagnostics/codes/not-interpolable.ts";
import { secretExposed } from "../../diagnostics/codes/secret-exposed.ts";
import type * as ast from "../../syntax/ast.ts";
import { typeText } from "../type-text.ts";
import { scalar, type Type, unrefined } from "../types.ts";
import { type CheckContext, fail, type Scope } from "./context.ts";
import { inferPresent } from "./expression.ts";
import { reportShellVariable } from "./reference.ts";

/** A text without `${…}` has its own literal type; one with them is a string, if each has a text form. */
export function inferString(context: CheckContext, scope: Scope, node: ast.StringLiteral): Type {
  const { content } = node;
  if (typeof content === "string") return { kind: "literal", value: content };
  for (const part of content) {
    if (typeof part === "string" || reportShellVariable(context, scope, part)) continue;
    inferInterpolated(context, scope, part.expression);
  }
  return scalar("string");
}

function inferInterpolated(context: CheckContext, scope: Scope, node: ast.Expression): void {
  const type = unrefined(inferPresent(context, scope, node));
  const members = type.kind === "union" ? type.members.map(unrefined) : [type];
  if (members.some((member) => member.kind === "secret")) {
    fail(context, node, secretExposed, { where: "put into a text" });
  } else if (!members.every(hasTextForm)) {
    fail(context, node, notInterpolable, { type: typeText(type) });
  }
}

function hasTextForm(type: Type): boolean {
  switch (type.kind) {
    case "any":
    case "never":
    case "bool":
    case "int":
    case "decimal":
    case "string":
    case "literal":
    case "duration":
    case "bytes":
    case "percent":
      return true;
    default:
      return false;
  }
}
