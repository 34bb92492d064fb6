import { spanOf } from "../../base/span.ts";
import { duplicateAttribute } from "../../diagnostics/codes/duplicate-attribute.ts";
import { overrideMisplaced } from "../../diagnostics/codes/override-misplaced.ts";
import { overrideNotAllowed } from "../../diagnostics/codes/override-not-allowed.ts";
import { unknownAttribute } from "../../diagnostics/codes/unknown-attribute.ts";
import { wrongShape } from "../../diagnostics/codes/wrong-shape.ts";
import type * as ast from "../../syntax/ast.ts";
import { foreignMember } from "../foreign-words.ts";
import type { BlockModel, MemberModel } from "../kinds.ts";
import { suggest } from "../suggest.ts";
import { type Type, unrefined } from "../types.ts";
import type { CheckContext, Scope } from "./context.ts";
import { check, infer } from "./expression.ts";
import { checkOverride } from "./override.ts";

export interface BodyRules {
  /** How messages call what the body belongs to: `fleet.web`, `step one`. */
  readonly owner: string;
  readonly members: ReadonlyMap<string, MemberModel>;
  /** Inside an override: only fields marked `per environment` may be given. */
  readonly overriding: boolean;
  /** Whether `override` may stand here. */
  readonly mayOverride: boolean;
}

/** Checks the attributes and blocks of a body against what may stand there. */
export function checkBody(context: CheckContext, scope: Scope, body: ast.Body, rules: BodyRules): void {
  reportRepeats(context, body);
  for (const item of body.items) {
    switch (item.kind) {
      case "Attribute":
        checkAttribute(context, scope, body, item, rules);
        break;
      case "Block":
        checkBlock(context, scope, body, item, rules);
        break;
      case "Override":
        if (rules.mayOverride) checkOverride(context, scope, item);
        else context.report(overrideMisplaced, item.target, { owner: `\`${rules.owner}\`` });
        break;
    }
  }
}

function checkAttribute(
  context: CheckContext,
  scope: Scope,
  body: ast.Body,
  item: ast.Attribute,
  rules: BodyRules,
): void {
  const name = item.name.text;
  const member = rules.members.get(name);
  if (member?.kind === "field") {
    if (rules.overriding && !member.perEnvironment) reportNotAllowed(context, body, item.name, rules);
    check(context, scope, item.value, member.type, name);
    return;
  }
  infer(context, scope, item.value);
  context.broken.add(body);
  if (!member) {
    reportUnknown(context, item.name, rules);
    return;
  }
  context.report(wrongShape, item.name, {
    name,
    problem: "is a block, not an attribute",
    wanted: blockForm(member, item.value.kind === "MapExpression" ? "name = value" : "…"),
  });
}

function checkBlock(context: CheckContext, scope: Scope, body: ast.Body, item: ast.Block, rules: BodyRules): void {
  const name = item.name.text;
  const member = rules.members.get(name);
  if (!member) {
    context.broken.add(body);
    reportUnknown(context, item.name, rules);
    return;
  }
  if (member.kind === "field") {
    context.broken.add(body);
    context.report(wrongShape, item.name, {
      name,
      problem: "is an attribute, not a block",
      wanted: attributeForm(name, member.type),
    });
    return;
  }
  const { label } = item;
  if (member.cardinality === "many" && !label) {
    context.broken.add(body);
    context.report(wrongShape, item.name, {
      name,
      problem: "needs a label, as there may be several",
      wanted: blockForm(member),
    });
  } else if (member.cardinality !== "many" && label && label.text !== "") {
    const fixes = [
      { title: "remove the label", edits: [{ span: { ...spanOf(label), start: item.name.end }, text: "" }] },
    ];
    context.report(
      wrongShape,
      label,
      { name, problem: "stands once and takes no label", wanted: blockForm(member) },
      { fixes },
    );
  }
  if (rules.overriding && !mayDiffer(member)) {
    reportNotAllowed(context, body, item.name, rules);
    return;
  }
  const owner = label ? `${name} ${label.text}` : name;
  checkBody(context, scope, item.body, {
    owner,
    members: member.members,
    overriding: rules.overriding,
    mayOverride: false,
  });
}

function attributeForm(name: string, type: Type): string {
  const plain = unrefined(type);
  switch (plain.kind) {
    case "range":
      return `${name} = min..max`;
    case "list":
      return `${name} = [ … ]`;
    case "map":
    case "record":
      return `${name} = { key: value }`;
    default:
      return `${name} = …`;
  }
}

function blockForm(member: BlockModel, content = "…"): string {
  return `${member.name}${member.cardinality === "many" ? " <label>" : ""} { ${content} }`;
}

function reportUnknown(context: CheckContext, name: ast.Name, rules: BodyRules): void {
  if (name.text === "") return;
  const known = [...rules.members.keys()];
  const hint = overrideHint(context, name, rules) ?? insideHint(name, rules) ?? foreignMember(name.text);
  const suggestion = hint !== null ? null : suggest(name.text, known);
  const elsewhere = suggestion === null ? otherKindHint(context, name) : null;
  const fixes = suggestion
    ? [{ title: `use \`${suggestion}\``, edits: [{ span: spanOf(name), text: suggestion }] }]
    : [];
  context.report(
    unknownAttribute,
    name,
    { name: name.text, owner: `\`${rules.owner}\``, suggestion, hint: hint ?? elsewhere, known },
    { fixes },
  );
}

// `step one { … }` in a fleet: what a declaration of another kind has.
function otherKindHint(context: CheckContext, name: ast.Name): string | null {
  const kinds = [...context.kinds].filter(([, { members }]) => members.has(name.text)).map(([kind]) => `\`${kind}\``);
  return kinds.length === 0 ? null : `it belongs to ${kinds.join(" or ")}`;
}

// `environment prod { fleet web { … } }`: what differs here is said by an override.
function overrideHint(context: CheckContext, name: ast.Name, { mayOverride }: BodyRules): string | null {
  return mayOverride && context.kinds.has(name.text)
    ? `what differs in an environment is an override: \`override ${name.text}.<name> { … }\``
    : null;
}

// `port = 80` in a fleet: it stands in a block there.
function insideHint(name: ast.Name, { members }: BodyRules): string | null {
  const holders = [...members.values()].filter((member) => member.kind === "block" && member.members.has(name.text));
  const forms = holders.map((member) => `\`${member.kind === "block" ? blockForm(member) : member.name}\``);
  return forms.length === 0 ? null : `it stands inside of ${forms.join(" or ")}`;
}

function reportNotAllowed(context: CheckContext, body: ast.Body, name: ast.Name, rules: BodyRules): void {
  context.broken.add(body);
  const allowed = [...rules.members.values()].filter(mayDiffer).map((member) => member.name);
  context.report(overrideNotAllowed, name, { owner: `\`${rules.owner}\``, name: name.text, allowed });
}

/** Whether an environment may override a member, or something inside it. */
export function mayDiffer(member: MemberModel): boolean {
  if (member.perEnvironment) return true;
  return member.kind === "block" && [...member.members.values()].some(mayDiffer);
}

function reportRepeats(context: CheckContext, body: ast.Body): void {
  const seen = new Map<string, ast.Name>();
  for (const item of body.items) {
    if (item.kind === "Override" || item.name.text === "") continue;
    const name = item.kind === "Block" && item.label ? `${item.name.text} ${item.label.text}` : item.name.text;
    const first = seen.get(name);
    if (first)
      context.report(
        duplicateAttribute,
        item.name,
        { name },
        { related: [{ span: spanOf(first), message: "given here first" }] },
      );
    else seen.set(name, item.name);
  }
}
