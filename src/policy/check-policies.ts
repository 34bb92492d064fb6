import { type Span, spanOf } from "../base/span.ts";
import { policyBroken } from "../diagnostics/codes/policy-broken.ts";
import { projectDeclarations } from "../plan/declarations.ts";
import type { Evaluation, Frame } from "../plan/evaluate/evaluation.ts";
import { evaluate, referenceTo } from "../plan/evaluate/expression.ts";
import { instanceOf, layersOf, readMember } from "../plan/evaluate/instance.ts";
import { mayDiffer } from "../semantics/check/body.ts";
import type { DeclarationSymbol, PolicySymbol } from "../semantics/symbols.ts";
import { usedFromLibrary } from "./used-from-library.ts";

/**
 * Holds every declaration that is made, and those of the standard library that these use, against the policies that apply:
 * those that the project's own files declare, and those that its `policies` lists. What may differ between environments is
 * held against them in each.
 */
export function checkPolicies(evaluation: Evaluation): void {
  const declared = projectDeclarations(evaluation.analysis);
  const environments = declared.filter((symbol) => symbol.kindName === "environment");
  const policies = applicablePolicies(evaluation, declared);
  if (policies.size === 0) return;
  const views = environments.length > 0 ? environments : [null];
  const kinds = new Set([...policies].map(({ node }) => node.subjectKind.text));
  const used = usedFromLibrary(evaluation, kinds, declared, views);
  const subjects = new Map([...declared.map((symbol) => [symbol, symbol.nameSpan] as const), ...used]);
  for (const policy of policies) {
    for (const [subject, place] of subjects) {
      if (subject.kindName !== policy.node.subjectKind.text) continue;
      requireAll(evaluation, policy, { symbol: subject, place }, differs(evaluation, subject) ? views : [null]);
    }
  }
}

/** What a policy is about, and where it is said if it breaks it. */
interface Subject {
  readonly symbol: DeclarationSymbol;
  readonly place: Span;
}

function applicablePolicies(evaluation: Evaluation, declared: readonly DeclarationSymbol[]): ReadonlySet<PolicySymbol> {
  const policies = new Set<PolicySymbol>();
  for (const module of evaluation.analysis.all.values()) {
    if (module.std) continue;
    for (const symbols of module.declared.values()) {
      for (const symbol of symbols) if (symbol.kind === "policy") policies.add(symbol);
    }
  }
  for (const project of declared) {
    if (project.kindName !== "project") continue;
    const listed = readMember(evaluation, instanceOf(evaluation, project, null), "policies");
    for (const item of listed.kind === "list" ? listed.items : []) {
      if (item.kind === "reference" && item.symbol.kind === "policy") policies.add(item.symbol);
    }
  }
  return policies;
}

function differs({ analysis }: Evaluation, { kindName }: DeclarationSymbol): boolean {
  return [...(analysis.kinds.get(kindName)?.members.values() ?? [])].some(mayDiffer);
}

/** One finding a declaration, requirement and message; it names the environments only where it does not hold in all. */
function requireAll(
  evaluation: Evaluation,
  policy: PolicySymbol,
  { symbol: subject, place }: Subject,
  views: readonly (DeclarationSymbol | null)[],
): void {
  const frames = views
    // What a body with mistakes leaves out may be what they stand for.
    .filter((environment) => isWhole(evaluation, subject, environment))
    .map((environment): Frame => {
      const locals = new Map([[policy.node.subject.text, referenceTo(evaluation, subject, environment)]]);
      return { module: policy.module, environment, locals };
    });
  for (const requirement of policy.node.requirements) {
    const broken = new Map<string, string[]>();
    for (const frame of frames) {
      const condition = evaluate(evaluation, frame, requirement.condition);
      if (condition.kind !== "bool" || condition.value) continue;
      const said = evaluate(evaluation, frame, requirement.message);
      const message =
        said.kind === "string" ? said.value : `${subject.kindName} ${subject.name} breaks the policy ${policy.name}`;
      broken.set(message, [...(broken.get(message) ?? []), frame.environment?.name ?? ""]);
    }
    const own = !requirement.uri.startsWith("std/");
    const related = own ? [{ span: spanOf(requirement.condition), message: "required here" }] : [];
    for (const [message, names] of broken) {
      const environments = names.length === views.length ? [] : names;
      evaluation.report(policyBroken, place, { policy: policy.name, message, environments }, { related });
    }
  }
}

function isWhole(evaluation: Evaluation, subject: DeclarationSymbol, environment: DeclarationSymbol | null): boolean {
  const { broken } = evaluation.analysis;
  return layersOf(instanceOf(evaluation, subject, environment)).every(({ body }) => !broken.has(body));
}
