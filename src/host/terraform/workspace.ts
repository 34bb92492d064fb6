import { chmodSync, existsSync, lstatSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type JsonObject, prettyJson } from "../../base/json.ts";
import { compareCodePoints } from "../../base/order.ts";
import { type PlannedChange, readPlanChanges } from "../../release/run/plan-changes.ts";
import { writeDurably } from "../durable.ts";
import { EnvironmentFault, faultsNaming } from "../fault.ts";
import { makeFolder } from "../make-folder.ts";
import { trackedFile } from "../release/commit.ts";
import { type FleetResources, readFleetResources } from "./fleet-resources.ts";
import { openTerraform, TerraformFailure } from "./terraform.ts";

/** The folder below a project's root that holds what releases need on this machine. Git ignores it. */
export const workName = ".immuc";

export interface WorkspaceOptions {
  /** Absolute. */
  readonly root: string;
  readonly environment: string;
  /** The text of the stack: `cdk.tf.json`. */
  readonly stack: string;
  /** A folder with providers, so that none is fetched. */
  readonly pluginFolder: string | null;
  /** Milliseconds to wait for whoever else holds Terraform's state. */
  readonly patience: number;
  /** Where in the source an address of the stack is decided; null where that is not known. */
  readonly sourceOf: (address: string) => string | null;
}

/** An environment's stack on this machine, and Terraform with it. */
export interface Workspace {
  /** The folder as the user knows it. */
  readonly shownAs: string;
  /** Plans the stack with fleets' variables; what would change. `name` is that of the variable file. */
  plan(name: string, variables: JsonObject): Promise<readonly PlannedChange[]>;
  /** Applies what was planned last. */
  apply(): Promise<void>;
  /** Takes the mark off a resource that a creation gone wrong has left, so that it is not made again. */
  untaint(address: string): Promise<void>;
  /** What there is of a fleet; null where nothing was applied yet. */
  resources(fleet: string): Promise<FleetResources | null>;
}

/** Where an environment's stack and, without a bucket, its state lie: `.immuc/environments/prod`. */
export function workspacePath(environment: string): string {
  return `${workName}/environments/${environment}`;
}

/**
 * Puts an environment's stack in place and initialises Terraform there. It is a folder of its own, not the output of a
 * build: state and provider locks must survive `rm -r dist`, and a build must not change what a rollout under way applies.
 */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { root, environment, stack, pluginFolder, patience, sourceOf } = options;
  const shownAs = workspacePath(environment);
  const folder = makeWorkFolder(root, "environments", environment);
  await refuseTracked(root);
  refuseStrays(folder, shownAs);
  const putStack = (): void =>
    faultsNaming("write", `${shownAs}/${stackName}`, () => {
      writeDurably(join(folder, stackName), new TextEncoder().encode(stack));
    });
  putStack();
  const terraform = openTerraform({ folder, shownAs, program: "terraform", sourceOf });
  const waiting = `-lock-timeout=${Math.ceil(patience / 1000)}s`;
  await terraform.run(
    "init",
    "-input=false",
    "-no-color",
    ...(pluginFolder === null ? [] : [`-plugin-dir=${pluginFolder}`]),
  );
  return {
    shownAs,
    plan: async (name, variables) => {
      // Another rollout in the same environment may have put its own there.
      putStack();
      writeFileSync(join(folder, name), prettyJson(variables));
      await terraform.run("plan", "-input=false", "-no-color", waiting, `-var-file=${name}`, `-out=${planName}`);
      const changes = readPlanChanges(await terraform.run("show", "-json", planName));
      if (changes === null) throw new EnvironmentFault(`\`terraform show -json ${planName}\` printed no plan`);
      return changes;
    },
    apply: async () => {
      try {
        await terraform.run("apply", "-input=false", "-no-color", waiting, planName);
      } finally {
        // A plan holds what Terraform read; nobody needs it a second time.
        rmSync(join(folder, planName), { force: true });
      }
    },
    untaint: async (address) => {
      await terraform.run("untaint", "-no-color", waiting, address);
    },
    resources: async (fleet) => {
      try {
        return readFleetResources(await terraform.run("output", "-json", "fleets"), fleet);
      } catch (error) {
        if (error instanceof TerraformFailure && /not found|No outputs/i.test(error.output)) return null;
        throw error;
      }
    },
  };
}

/**
 * Makes the work folder, for its owner alone, with a note for git to leave it out, and a folder below it, which is returned.
 * None may be a link, which a project could bring along: what is written and removed there would be somebody else's.
 */
export function makeWorkFolder(root: string, ...below: readonly string[]): string {
  const folder = makeOwnFolder(root, workName);
  faultsNaming("make the folder", workName, () => {
    chmodSync(folder, 0o700);
    const note = join(folder, ".gitignore");
    if (!existsSync(note)) writeFileSync(note, "*\n", { flag: "wx" });
  });
  return below.reduce((_, _name, index) => makeOwnFolder(root, workName, ...below.slice(0, index + 1)), folder);
}

function makeOwnFolder(root: string, ...parts: readonly string[]): string {
  const [folder, shownAs] = [join(root, ...parts), parts.join("/")];
  return faultsNaming("make the folder", shownAs, () => {
    const status = lstatSync(folder, { throwIfNoEntry: false });
    if (status === undefined) makeFolder(folder, 0o700);
    else if (!status.isDirectory())
      throw new EnvironmentFault(`${shownAs} is not a folder that immuc made, and is left alone\n  Remove it.`);
    return folder;
  });
}

/**
 * Refuses a work folder of which git has a part. Terraform runs the providers that it finds there, with the digests that
 * `.terraform.lock.hcl` beside them wants, and fetches those that a state names: whoever may commit could run anything.
 */
async function refuseTracked(root: string): Promise<void> {
  const tracked = await trackedFile(root, workName);
  if (tracked === null) return;
  throw new EnvironmentFault(
    `git has ${tracked}, and Terraform would run or believe what whoever committed it wants\n` +
      `  What is in ${workName} is this machine's alone. Look who put it there, and remove it: git rm -r ${workName}`,
  );
}

/**
 * Refuses a folder with files that the project, or somebody, has put there: Terraform takes every configuration in it for a
 * part of the stack, which nobody would have checked, runs the providers of `terraform.d`, and writes its plan and state
 * through a link to wherever that leads.
 */
function refuseStrays(folder: string, shownAs: string): void {
  const strays = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const isRead = readUnasked.test(entry.name) && entry.name !== stackName;
    return isRead || !(entry.isFile() || entry.isDirectory()) ? [entry.name] : [];
  });
  const [stray] = strays.sort(compareCodePoints);
  if (stray === undefined) return;
  throw new EnvironmentFault(
    `${shownAs}/${stray} is nothing that a release has made, and Terraform would take it for a part of this one\n  Remove it.`,
  );
}

/** Configuration, values of variables, and providers. */
const readUnasked =
  /\.(?:tf|tofu)(?:\.json)?$|^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$|^terraform\.d$/;
const stackName = "cdk.tf.json";

const planName = "step.plan";
