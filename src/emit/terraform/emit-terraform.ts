import cdktfPackage from "cdktf/package.json" with { type: "json" };
import { RootConstruct } from "constructs";
import { compareCodePoints, type JsonObject, prettyJson } from "../../base/json.ts";
import type { Outcome } from "../../diagnostics/diagnostic.ts";
import type { Plan } from "../../plan/model.ts";
import type { Origins } from "../../plan/origins.ts";
import { type Artifact, textArtifact } from "../artifact.ts";
import { checkTerraform } from "./check-terraform.ts";
import { buildEnvironmentStack } from "./environment-stack.ts";
import { environmentOrigin } from "./origin.ts";
import type { Scope } from "./scope.ts";
import { synthesize, withoutStackTraces } from "./synthesis.ts";

/**
 * Emits a stack an environment, in the layout of `cdktf synth`. Each stack's artifact says what caused each address in
 * it.
 */
export function emitTerraform(plan: Plan, origins: Origins): Outcome<readonly Artifact[]> {
  const value = withoutStackTraces(() => {
    const environments = Object.values(plan.environments).sort((left, right) =>
      compareCodePoints(left.name, right.name),
    );
    const scopes = environments.map((environment) => buildEnvironmentStack(root(), plan.project, environment));
    const stacks = Object.fromEntries(scopes.map(({ stack: { node } }) => [node.id, stackManifest(node.id)]));
    return [
      textArtifact(`${folder}/manifest.json`, prettyJson({ version: cdktfPackage.version, stacks })),
      ...scopes.map(stackArtifact),
    ];
  });
  return { value, diagnostics: checkTerraform(plan, origins) };
}

function stackArtifact(scope: Scope): Artifact {
  return {
    ...textArtifact(`${folder}/${stackPath(scope.stack.node.id)}`, prettyJson(synthesize(scope.stack))),
    origin: environmentOrigin(scope),
    addresses: Object.fromEntries(scope.addresses),
  };
}

const folder = "cdktf.out";

// In the place of an `App`, which makes folders and reads its context from the environment as soon as it is made.
function root(): RootConstruct {
  const construct = new RootConstruct();
  construct.node.setContext("cdktfVersion", cdktfPackage.version);
  return construct;
}

function stackPath(name: string): string {
  return `stacks/${name}/cdk.tf.json`;
}

function stackManifest(name: string): JsonObject {
  return {
    name,
    constructPath: name,
    workingDirectory: `stacks/${name}`,
    synthesizedStackPath: stackPath(name),
    stackMetadataPath: `stacks/${name}/metadata.json`,
    annotations: [],
    dependencies: [],
  };
}
