import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Terraform and a folder that has `hashicorp/aws` in it, so that nothing is fetched. */
export interface TerraformTool {
  readonly mirror: string;
}

/** Where a mirror has the AWS provider. */
export const providerFolder = join("registry.terraform.io", "hashicorp", "aws");

/** Finds Terraform, or says in one sentence what is missing. TF_PLUGIN_MIRROR names the mirror where it is elsewhere. */
export function findTerraform(): TerraformTool | string {
  try {
    execFileSync("terraform", ["version"], { stdio: "ignore", env: environment({}) });
  } catch {
    return "terraform is not on the PATH (https://developer.hashicorp.com/terraform/install)";
  }
  const places = process.env.TF_PLUGIN_MIRROR?.split(":") ?? searchPlaces.flatMap(placesBelow);
  const mirror = places.find((place) => existsSync(join(place, providerFolder)));
  return mirror === undefined
    ? "no local mirror of hashicorp/aws (make one with `terraform providers mirror`, and name it in TF_PLUGIN_MIRROR)"
    : { mirror };
}

/** A folder with one stack in it, initialised. */
export interface TerraformFolder {
  /** Runs a command; its exit code and what it wrote. */
  run(...arguments_: readonly string[]): Promise<TerraformResult>;
  /** The value of an expression, as `terraform console` prints it. */
  evaluate(expression: string): Promise<string>;
  /** Writes a file beside the stack. */
  writeText(name: string, text: string): void;
  remove(): void;
}

export interface TerraformResult {
  readonly code: number;
  readonly output: string;
}

/** Makes a folder of a stack's JSON and runs `terraform init` in it, without its backend where a stack is only read. */
export async function terraformFolder(
  tool: TerraformTool,
  stack: string,
  settings: { readonly variables?: Readonly<Record<string, string>>; readonly backend?: boolean } = {},
): Promise<TerraformFolder> {
  const { variables = {}, backend = true } = settings;
  const folder = mkdtempSync(join(tmpdir(), "immuc-terraform-"));
  writeFileSync(join(folder, "cdk.tf.json"), stack);
  const run = async (...arguments_: readonly string[]): Promise<TerraformResult> => {
    try {
      const { stdout } = await execute("terraform", [...arguments_], {
        cwd: folder,
        env: environment(variables),
        maxBuffer: 64 * 1024 ** 2,
      });
      return { code: 0, output: stdout };
    } catch (error) {
      const { code, stdout = "", stderr = "" } = error as { code?: number; stdout?: string; stderr?: string };
      return { code: code ?? -1, output: `${stdout}${stderr}` };
    }
  };
  const { code, output } = await run(
    "init",
    "-input=false",
    "-no-color",
    `-backend=${backend}`,
    `-plugin-dir=${tool.mirror}`,
  );
  if (code !== 0) throw new Error(output);
  return {
    run,
    evaluate: async (expression) =>
      execFileSync("terraform", ["console"], {
        cwd: folder,
        env: environment(variables),
        input: expression,
        encoding: "utf8",
      }),
    writeText: (name, text) => writeFileSync(join(folder, name), text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const execute = promisify(execFile);
const searchPlaces = ["/opt", "/usr/local/share", "/usr/share", homedir(), join(homedir(), ".terraform.d")];

// The folder itself and what lies in it and one level below.
function placesBelow(folder: string): readonly string[] {
  const children = childrenOf(folder);
  return [folder, ...children, ...children.flatMap(childrenOf)];
}

function childrenOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name));
  } catch {
    return [];
  }
}

// A configuration file of the machine could send `init` to another mirror.
function environment(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { TF_CLI_CONFIG_FILE: _, ...rest } = process.env;
  return { ...rest, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", ...variables };
}
