import cdktfPackage from "cdktf/package.json" with { type: "json" };
import { RootConstruct } from "constructs";
import { type JsonObject, prettyJson } from "../../base/json.ts";
import { sortedValues } from "../../base/record.ts";
import type { EnvironmentPlan, Plan, ProjectPlan } from "../../plan/model.ts";
import { type Artifact, textArtifact } from "../artifact.ts";
import { buildEnvironmentStack, stackName } from "./environment-stack.ts";
import { environmentOrigin } from "./origin.ts";
import { createSynthesis, withoutStackTraces } from "./synthesis.ts";

/**
 * Emits a stack an environment, in the layout of `cdktf synth`. Each stack's artifact says what caused each address in
 * it. Only for a plan that `checkEmission` finds nothing wrong with.
 */
export function emitTerraform(plan: Plan): readonly Artifact[] {
  return withoutStackTraces(() => {
    const environments = sortedValues(plan.environments);
    const names = environments.map((environment) => stackName(plan.project, environment));
    const stacks = Object.fromEntries(names.map((name) => [name, stackManifest(name)]));
    return [
      textArtifact(`${folder}/manifest.json`, prettyJson({ version: cdktfPackage.version, stacks })),
      ...environments.map((environment) => stackArtifact(plan.project, environment)),
    ];
  });
}

function stackArtifact(project: ProjectPlan, environment: EnvironmentPlan): Artifact {
  const synthesis = createSynthesis();
  const scope = buildEnvironmentStack(root(), project, environment, synthesis.put);
  return {
    path: `${folder}/${stackPath(scope.stack.node.id)}`,
    bytes: synthesis.bytes(scope.stack),
    origin: environmentOrigin(scope),
    addresses: scope.addresses,
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
