import cdktfPackage from "cdktf/package.json" with { type: "json" };
import { RootConstruct } from "constructs";
import { compareCodePoints, type JsonObject, prettyJson } from "../../base/json.ts";
import { collectInto } from "../../diagnostics/definition.ts";
import type { Diagnostic, Outcome } from "../../diagnostics/diagnostic.ts";
import type { Plan } from "../../plan/model.ts";
import type { Origins } from "../../plan/origins.ts";
import { type Artifact, textArtifact } from "../artifact.ts";
import { buildEnvironmentStack } from "./environment-stack.ts";
import { synthesize, withoutStackTraces } from "./synthesis.ts";

/** What `cdktf synth` would have written, and where each part of it comes from. */
export interface TerraformOutput {
  readonly artifacts: readonly Artifact[];
  /** By the path of the stack's file: the path in the Plan that caused each address. */
  readonly addresses: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Emits a stack an environment, in the layout of `cdktf synth`. */
export function emitTerraform(plan: Plan, origins: Origins): Outcome<TerraformOutput> {
  const diagnostics: Diagnostic[] = [];
  const report = collectInto(diagnostics);
  const value = withoutStackTraces(() => {
    const artifacts: Artifact[] = [];
    const addresses = new Map<string, ReadonlyMap<string, string>>();
    const stacks: Record<string, JsonObject> = {};
    const environments = Object.values(plan.environments);
    for (const environment of environments.sort((left, right) => compareCodePoints(left.name, right.name))) {
      const scope = buildEnvironmentStack(root(), plan.project, environment, origins, report);
      const name = scope.stack.node.id;
      const path = `stacks/${name}/cdk.tf.json`;
      stacks[name] = stackManifest(name, path);
      artifacts.push(textArtifact(`${folder}/${path}`, prettyJson(synthesize(scope.stack))));
      addresses.set(`${folder}/${path}`, scope.addresses);
    }
    artifacts.push(textArtifact(`${folder}/manifest.json`, prettyJson({ version: cdktfPackage.version, stacks })));
    return { artifacts, addresses };
  });
  return { value, diagnostics };
}

const folder = "cdktf.out";

// In the place of an `App`, which makes folders and reads its context from the environment as soon as it is made.
function root(): RootConstruct {
  const construct = new RootConstruct();
  construct.node.setContext("cdktfVersion", cdktfPackage.version);
  return construct;
}

function stackManifest(name: string, path: string): JsonObject {
  return {
    name,
    constructPath: name,
    workingDirectory: `stacks/${name}`,
    synthesizedStackPath: path,
    stackMetadataPath: `stacks/${name}/metadata.json`,
    annotations: [],
    dependencies: [],
  };
}
