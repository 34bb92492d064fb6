import { distinctTexts } from "../base/order.ts";
import { circularDefinition } from "../diagnostics/codes/circular-definition.ts";
import { declaredInTwoFiles } from "../diagnostics/codes/declared-in-two-files.ts";
import { projectMissing } from "../diagnostics/codes/project-missing.ts";
import type { DeclarationSymbol } from "../semantics/symbols.ts";
import { checkPins } from "./check-pins.ts";
import { checkStates } from "./check-states.ts";
import { projectDeclarations } from "./declarations.ts";
import { instanceOf, memberSpan, readMember } from "./evaluate/instance.ts";
import type { EnvironmentData } from "./kinds.gen.ts";
import { lowerEnvironment } from "./lower/environment.ts";
import { lowerImage } from "./lower/image.ts";
import { type Lowering, readDeclaration } from "./lower/lowering.ts";
import { lowerProject } from "./lower/project.ts";
import type { EnvironmentPlan, ImagePlan, Plan } from "./model.ts";

/**
 * The Plan of a project, out of all that its files declare concretely. What has errors is left out; the caller reads
 * the diagnostics before it takes the Plan for whole. Null without a project.
 */
export function buildPlan(lowering: Lowering): Plan | null {
  const declared = projectDeclarations(lowering.evaluation.analysis);
  reportNamesakes(lowering, declared);
  const ofKind = (kindName: string): readonly DeclarationSymbol[] =>
    declared.filter((symbol) => symbol.kindName === kindName);
  const environments = ofKind("environment");
  const [project] = ofKind("project");
  if (!project) reportMissingProject(lowering, [...ofKind("image"), ...environments]);

  reportPromotionCircles(lowering, environments);
  const regions = environmentRegions(lowering, environments);
  const images = new Map<DeclarationSymbol, ImagePlan>();
  for (const symbol of ofKind("image")) {
    const plan = lowerImage(lowering, symbol, regions);
    if (plan) images.set(symbol, plan);
  }
  checkPins(lowering, images);
  const lowered: [string, EnvironmentPlan][] = [];
  for (const symbol of environments) {
    const plan = lowerEnvironment(lowering, symbol, ofKind("fleet"), images);
    if (plan) lowered.push([symbol.name, plan]);
  }
  checkStates(
    lowering,
    lowered.map(([, environment]) => environment),
  );
  const projectPlan = project && lowerProject(lowering, project);
  if (!projectPlan) return null;
  return {
    project: projectPlan,
    images: Object.fromEntries([...images.values()].map((image) => [image.name, image])),
    environments: Object.fromEntries(lowered),
  };
}

// Null where all regions are unknown, as the environments have errors.
function environmentRegions(lowering: Lowering, environments: readonly DeclarationSymbol[]): readonly string[] | null {
  const regions = environments.flatMap(
    (symbol) => readDeclaration<EnvironmentData>(lowering, symbol, symbol)?.region ?? [],
  );
  return regions.length === 0 && environments.length > 0 ? null : distinctTexts(regions);
}

// Promotion goes from one environment to the next, and ends.
function reportPromotionCircles(lowering: Lowering, environments: readonly DeclarationSymbol[]): void {
  const settled = new Set<DeclarationSymbol>();
  for (const start of environments) {
    const path: DeclarationSymbol[] = [];
    let at: DeclarationSymbol | null = start;
    while (at && !settled.has(at) && !path.includes(at)) {
      path.push(at);
      const after = readMember(lowering.evaluation, instanceOf(lowering.evaluation, at, at), "after");
      at = after.kind === "reference" && after.symbol.kind === "declaration" ? after.symbol : null;
    }
    if (at && path.includes(at)) {
      const cycle = [...path.slice(path.indexOf(at)), at].map((each) => `environment.${each.name}.after`);
      const instance = instanceOf(lowering.evaluation, at, at);
      lowering.evaluation.report(circularDefinition, memberSpan(instance, "after") ?? at.nameSpan, { cycle });
    }
    for (const each of path) settled.add(each);
  }
}

function reportMissingProject(lowering: Lowering, needing: readonly DeclarationSymbol[]): void {
  const [first] = needing;
  if (first) lowering.evaluation.report(projectMissing, first.nameSpan, {});
}

// Names become files, cloud resources and tags, some of which ignore case and can't hold `-`.
function reportNamesakes(lowering: Lowering, declared: readonly DeclarationSymbol[]): void {
  const seen = new Map<string, DeclarationSymbol>();
  for (const symbol of declared) {
    const name = symbol.kindName === "project" ? "project" : `${symbol.kindName}.${symbol.name}`;
    const folded = name.normalize("NFC").toLowerCase().replaceAll("-", "_");
    const first = seen.get(folded);
    if (!first) {
      seen.set(folded, symbol);
      continue;
    }
    const related = [{ span: first.nameSpan, message: "the other one is declared here" }];
    const values = { name, folded: first.name !== symbol.name && symbol.kindName !== "project" };
    lowering.evaluation.report(declaredInTwoFiles, symbol.nameSpan, values, { related });
  }
}
