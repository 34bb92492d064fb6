import { groupBy } from "../../base/group-by.ts";
import { type Span, spanOf } from "../../base/span.ts";
import { missingAttribute } from "../../diagnostics/codes/missing-attribute.ts";
import type * as ast from "../../syntax/ast.ts";
import { type BlockModel, hasDefault, type MemberModel } from "../kinds.ts";
import { suggest } from "../suggest.ts";
import { type DeclarationSymbol, symbolText } from "../symbols.ts";
import { checkBody } from "./body.ts";
import { type CheckContext, type Scope, withLocals } from "./context.ts";
import { ancestorsOf, isWhole } from "./extends.ts";
import { reportRepeatedOverrides } from "./override.ts";
import { reportUnknownKind } from "./unknown-kind.ts";

/** Checks a declaration against its kind: every attribute and block, and that nothing required is left open. */
export function checkDeclaration(context: CheckContext, scope: Scope, node: ast.Declaration): void {
  const kind = context.kinds.get(node.kindName.text);
  if (!kind) {
    reportUnknownKind(context, node.kindName);
    return;
  }
  const owner = `${node.kindName.text}.${node.name.text}`;
  const inner = node.extends ? withBase(scope, node.kindName.text, spanOf(node.extends)) : scope;
  checkBody(context, inner, node.body, {
    owner,
    members: kind.members,
    overriding: false,
    mayOverride: kind.symbol.name === "environment",
  });
  reportRepeatedOverrides(context, node.body);
  if (node.abstract || node.name.text === "") return;
  const symbol = scope.module.declared
    .get(node.name.text)
    ?.find((each) => each.kind === "declaration" && each.node === node);
  if (symbol?.kind !== "declaration" || !isWhole(context, symbol)) return;
  reportMissing(
    context,
    { span: spanOf(node.name), owner: `\`${symbolText(symbol)}\`` },
    kind.members,
    bodiesOf(context, symbol),
  );
}

/** The scope inside a body that has something to build on: `base` names it. */
export function withBase(scope: Scope, kindName: string, span: Span): Scope {
  const type = { kind: "reference", kindName } as const;
  return withLocals(scope, [{ kind: "local", name: "base", isBase: true, nameSpan: span, type }]);
}

/** The bodies that make up a declaration, the nearest first. */
export function bodiesOf(context: CheckContext, symbol: DeclarationSymbol): readonly ast.Body[] {
  return [symbol, ...ancestorsOf(context, symbol)].map((each) => each.node.body);
}

interface MissingOwner {
  readonly span: Span;
  readonly owner: string;
}

/** Reports what the bodies together leave open though it must be given. */
export function reportMissing(
  context: CheckContext,
  at: MissingOwner,
  members: ReadonlyMap<string, MemberModel>,
  bodies: readonly ast.Body[],
): void {
  const names: string[] = [];
  const meant = meantNames(context, members, bodies);
  for (const [name, member] of members) {
    if (meant.has(name)) continue;
    if (member.kind === "field") {
      if (!hasDefault(member) && !bodies.some((body) => hasItem(body, "Attribute", name))) names.push(name);
      continue;
    }
    const blocks = blocksOf(bodies, name);
    if (blocks.length === 0) {
      if (member.cardinality === "one" && leavesOpen(member)) names.push(name);
    } else if (member.cardinality === "many") {
      for (const [label, labelled] of byLabel(blocks))
        reportMissingIn(context, `\`${name} ${label}\``, member, labelled);
    } else {
      reportMissingIn(context, `\`${name}\``, member, blocks);
    }
  }
  // As many as were given by names that mean nothing here may have been meant by those.
  if (names.length <= unknownNames(context, members, bodies)) return;
  const docs = names.map((name) => members.get(name)?.node.doc ?? "");
  context.report(missingAttribute, at.span, { owner: at.owner, names, docs });
}

// What is written in the wrong form or misspelt is reported there, and not missing.
function meantNames(
  context: CheckContext,
  members: ReadonlyMap<string, MemberModel>,
  bodies: readonly ast.Body[],
): ReadonlySet<string> {
  const meant = new Set<string>();
  for (const body of bodies) {
    if (!context.broken.has(body)) continue;
    for (const item of body.items) {
      if (item.kind === "Override") continue;
      const member = members.get(item.name.text);
      const name = member ? member.name : suggest(item.name.text, members.keys());
      const fits = member && (member.kind === "field") === (item.kind === "Attribute");
      if (name !== null && !fits) meant.add(name);
    }
  }
  return meant;
}

function unknownNames(
  context: CheckContext,
  members: ReadonlyMap<string, MemberModel>,
  bodies: readonly ast.Body[],
): number {
  return bodies
    .filter((body) => context.broken.has(body))
    .flatMap((body) => body.items)
    .filter((item) => item.kind !== "Override" && !members.has(item.name.text))
    .filter((item) => item.kind !== "Override" && suggest(item.name.text, members.keys()) === null).length;
}

function reportMissingIn(context: CheckContext, owner: string, member: BlockModel, blocks: readonly ast.Block[]): void {
  const [nearest] = blocks;
  if (nearest)
    reportMissing(
      context,
      { span: spanOf(nearest.name), owner },
      member.members,
      blocks.map((block) => block.body),
    );
}

function blocksOf(bodies: readonly ast.Body[], name: string): readonly ast.Block[] {
  return bodies.flatMap((body) =>
    body.items.filter((item): item is ast.Block => item.kind === "Block" && item.name.text === name),
  );
}

function byLabel(blocks: readonly ast.Block[]): ReadonlyMap<string, readonly ast.Block[]> {
  return groupBy(blocks, ({ label }) => label?.text ?? "");
}

function hasItem(body: ast.Body, kind: "Attribute" | "Block", name: string): boolean {
  return body.items.some((item) => item.kind === kind && item.name.text === name);
}

// Whether a block that stands nowhere still needs something.
function leavesOpen(block: BlockModel): boolean {
  return [...block.members.values()].some((member) =>
    member.kind === "field" ? !hasDefault(member) : member.cardinality === "one" && leavesOpen(member),
  );
}
