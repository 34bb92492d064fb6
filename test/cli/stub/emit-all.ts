import { type Artifact, textArtifact } from "../../../src/emit/artifact.ts";
import type { Plan } from "../../../src/plan/model.ts";
import type { Compilation } from "../../../src/query/compile.ts";

/** A file for every environment with its plan, one for the source; and as many more as the source says: `files 100`. */
export function emitAll({ plan, sources }: Compilation & { plan: Plan }): readonly Artifact[] {
  const text = [...sources.values()].map((source) => source.text).join("");
  const count = Number(/^files (\d+)$/m.exec(text)?.[1] ?? 0);
  const environments = Object.values(plan.environments).map((environment) =>
    textArtifact(`environments/${environment.name}.json`, `${JSON.stringify(environment)}\n`),
  );
  const more = Array.from({ length: count }, (_, index) => textArtifact(`more/${index}.txt`, `${index} ${text}`));
  return [textArtifact("source.txt", text), ...environments, ...more];
}
