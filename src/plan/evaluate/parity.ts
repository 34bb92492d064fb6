import type { Span } from "../../base/span.ts";
import { differsBetweenEnvironments } from "../../diagnostics/codes/differs-between-environments.ts";
import type { DeclarationSymbol } from "../../semantics/symbols.ts";
import { sameValue } from "./compare.ts";
import { type Evaluation, reportOnce } from "./evaluation.ts";
import { instanceOf, layersOf, memberSpan, readMember } from "./instance.ts";
import type { Instance, Value } from "./value.ts";
import { valueText } from "./value-text.ts";

/**
 * Reports each field of a declaration that has several values, though it is not marked `per environment`. No environment
 * may override it, but what it reads may be overridden. `environments` are those that override anything.
 */
export function checkParity(
  evaluation: Evaluation,
  symbol: DeclarationSymbol,
  environments: readonly DeclarationSymbol[],
): void {
  const declared = instanceOf(evaluation, symbol, null);
  const others = environments
    .map((environment) => instanceOf(evaluation, symbol, environment))
    .filter((instance) => instance.environment !== declared.environment);
  if (others.length > 0) compareMembers(evaluation, [declared, ...others]);
}

function compareMembers(evaluation: Evaluation, instances: readonly Instance[]): void {
  // What a body says by mistake is reported there.
  const { broken } = evaluation.analysis;
  if (instances.some((instance) => layersOf(instance).some(({ body }) => broken.has(body)))) return;
  const [first] = instances;
  for (const [name, member] of first?.members ?? []) {
    if (member.perEnvironment) continue;
    const values = instances.map((instance) => readMember(evaluation, instance, name));
    if (member.kind === "field") compareValues(evaluation, instances, name, values);
    else for (const each of blocksByLabel(values)) compareMembers(evaluation, each);
  }
}

// No override adds a block that is not marked, or takes one away: each is there in all environments, or in none.
function blocksByLabel(values: readonly Value[]): readonly (readonly Instance[])[] {
  const found = new Map<string, Instance[]>();
  for (const value of values) {
    const blocks = value.kind === "map" ? value.entries : new Map([["", value]]);
    for (const [label, block] of blocks) {
      if (block.kind !== "block") continue;
      const known = found.get(label);
      if (known) known.push(block.instance);
      else found.set(label, [block.instance]);
    }
  }
  return [...found.values()];
}

function compareValues(
  evaluation: Evaluation,
  instances: readonly Instance[],
  name: string,
  values: readonly Value[],
): void {
  const first = values.findIndex((value) => value.kind !== "unknown");
  const other = values.findIndex((value) => sameValue(evaluation, values[first] ?? value, value) === false);
  const [from, to] = [instances[first], instances[other]];
  if (!from || !to) return;
  const said = [first, other].map(
    (at) => [whereText(instances[at]), valueText(values[at] ?? { kind: "unknown" })] as const,
  );
  const owner = `${from.symbol.kindName}.${from.symbol.name}`;
  const field = [...from.path, name].join(".");
  reportOnce(evaluation)(differsBetweenEnvironments, placeOf(to, name), { owner, field, values: said });
}

function whereText(instance: Instance | undefined): string {
  return instance?.environment ? `in ${instance.environment.name}` : "as declared";
}

// Where the project's own files say it: the standard library reads nothing that differs.
function placeOf(instance: Instance, name: string): Span {
  return memberSpan(instance, name) ?? instance.symbol.nameSpan;
}
