import type { DeclarationSymbol } from "../../semantics/symbols.ts";
import { instanceOf } from "../evaluate/instance.ts";
import type { ProjectData } from "../kinds.gen.ts";
import type { ProjectPlan } from "../model.ts";
import { type Lowering, readDeclaration, recordOrigins } from "./lowering.ts";

/**
 * The project's own settings, the same in every environment; null where they have errors, which are reported by then.
 */
export function lowerProject(lowering: Lowering, symbol: DeclarationSymbol): ProjectPlan | null {
  const data = readDeclaration<ProjectData>(lowering, symbol, null);
  if (!data) return null;
  recordOrigins(lowering, "project", instanceOf(lowering.evaluation, symbol, null), symbol.nameSpan);
  return { name: symbol.name, tags: data.tags, awsProvider: data.aws_provider };
}
