import { type Span, spanOf } from "../base/span.ts";
import { policyBroken } from "../diagnostics/codes/policy-broken.ts";
import { projectDeclarations } from "../plan/declarations.ts";
import type { Evaluation } from "../plan/evaluate/evaluation.ts";
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
  const used = usedFromLibrary(evaluation, declared, views);
  const subjects = new Map([...declared.map((symbol) => [symbol, symbol.nameSpan] as const), ...used]);
  for (const policy of policies) {
    for (const [subject, place] of subjects) {
      if (subject.kindName !== policy.node.subjectKind.text) continue;
      for (const environment of differs(evaluation, subject) ? views : [null])
        requireAll(evaluation, policy, { symbol: subject, place }, environment);
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

function requireAll(
  evaluation: Evaluation,
  policy: PolicySymbol,
  { symbol: subject, place }: Subject,
  environment: DeclarationSymbol | null,
): void {
  // What a body with mistakes leaves out may be what they stand for.
  if (layersOf(instanceOf(evaluation, subject, environment)).some(({ body }) => evaluation.analysis.broken.has(body)))
    return;
  const locals = new Map([[policy.node.subject.text, referenceTo(evaluation, subject, environment)]]);
  const frame = { module: policy.module, environment, locals };
  for (const requirement of policy.node.requirements) {
    const condition = evaluate(evaluation, frame, requirement.condition);
    if (condition.kind !== "bool" || condition.value) continue;
    const message = evaluate(evaluation, frame, requirement.message);
    const values = {
      policy: policy.name,
      message:
        message.kind === "string"
          ? message.value
          : `${subject.kindName} ${subject.name} breaks the policy ${policy.name}`,
      environment: environment?.name ?? null,
    };
    const own = !requirement.uri.startsWith("std/");
    const related = own ? [{ span: spanOf(requirement.condition), message: "required here" }] : [];
    // One finding a declaration and requirement: the first environment that breaks it stands for the rest.
    const seen = `${policyBroken.code} ${requirement.uri} ${requirement.start} ${subject.module} ${subject.kindName}.${subject.name}`;
    if (evaluation.reported.has(seen)) continue;
    evaluation.reported.add(seen);
    evaluation.report(policyBroken, place, values, { related });
  }
}
