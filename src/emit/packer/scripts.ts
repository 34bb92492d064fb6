import { assertNever } from "../../base/assert-never.ts";
import { sortedEntries } from "../../base/record.ts";
import type { CheckPlan, ImageDefinition, ImageStep, RunStep } from "../../plan/model.ts";
import type { Contents } from "../artifact.ts";
import { copyView } from "./copy-view.ts";
import { render } from "./render.ts";
import { shebangCommand } from "./shebang.ts";
import { stagedContent } from "./stage.ts";

/** A script that provisions the image. Packer uploads it as it is: no text in it is rendered. */
export interface ProvisioningScript {
  /** Below the image's folder. */
  readonly path: string;
  readonly text: string;
}

/** The scripts of an image in the order in which they run, the one that seals it last. */
export function provisioningScripts(definition: ImageDefinition, contents: Contents): readonly ProvisioningScript[] {
  const { installer } = definition.base;
  const parts: { readonly title: string; readonly text: string }[] = [];
  parts.push({ title: "prepare", text: render("prepare", { units: unattendedUnits[installer] }) });
  if (definition.packages.length > 0) parts.push({ title: "packages", text: packagesScript(definition) });
  for (const step of definition.steps) {
    parts.push({ title: `${step.kind}-${step.name}`, text: stepScript(step, definition, contents) });
  }
  if (definition.services.length > 0) {
    parts.push({ title: "services", text: render("services", { services: definition.services }) });
  }
  const running = definition.checks.length > 0 && definition.services.length > 0;
  if (running)
    parts.push({ title: "start-services", text: render("services-start", { services: definition.services }) });
  for (const check of definition.checks) {
    parts.push({ title: `check-${check.name}`, text: checkScript(check, definition) });
  }
  if (running) parts.push({ title: "stop-services", text: render("services-stop", { services: definition.services }) });
  parts.push({ title: "seal", text: render("seal", {}) });
  const digits = Math.max(2, String(parts.length).length);
  return parts.map(({ title, text }, index) => ({
    path: `files/scripts/${String(index + 1).padStart(digits, "0")}-${asciiSlug(title)}.sh`,
    text,
  }));
}

/** The text in ASCII letters, digits and single hyphens: for the readable half of a name that is unique otherwise. */
export function asciiSlug(text: string): string {
  return text.replace(/[^A-Za-z0-9_]+/g, "-").replace(/^-|-$/g, "");
}

const unattendedUnits = {
  apt: ["apt-daily.timer", "apt-daily-upgrade.timer", "unattended-upgrades.service"],
  dnf: ["dnf-automatic.timer", "dnf-automatic-install.timer", "dnf-makecache.timer"],
};

function packagesScript({ base, packages }: ImageDefinition): string {
  switch (base.installer) {
    case "apt":
      return render("packages-apt", { packages });
    case "dnf":
      // dnf writes one version as name-version.
      return render("packages-dnf", { packages: packages.map((name) => name.replace("=", "-")) });
    default:
      return assertNever(base.installer);
  }
}

function stepScript(step: ImageStep, definition: ImageDefinition, contents: Contents): string {
  switch (step.kind) {
    case "copy":
      return render("copy", copyView(step));
    case "run":
      return runScript(step, definition, contents);
    default:
      return assertNever(step);
  }
}

function runScript(step: RunStep, definition: ImageDefinition, contents: Contents): string {
  // The fingerprint does not cover the order of a map's keys, so neither may what is baked depend on it.
  const own = sortedEntries(step.env).map(([name, value]) => `${name}=${value}`);
  return render("run", {
    name: step.name,
    environment: [...baseEnvironment(definition), ...own],
    script: step.script ? stagedContent(step.script.sha256) : null,
    interpreter: step.script ? shebangCommand(contentOf(contents, step.script.sha256)) : [],
    commands: step.commands,
  });
}

// A check that may be tried again may take as long in one go; one that is tried once may not hang the bake.
const longestSingleCheck = 600;

function checkScript(check: CheckPlan, definition: ImageDefinition): string {
  const within = Math.ceil(check.within / 1000);
  return render("check", {
    name: check.name,
    patience: within === 0 ? "tried once" : `tried again for up to ${within} s`,
    environment: baseEnvironment(definition),
    within,
    attempt: within === 0 ? longestSingleCheck : within,
    command: check.command,
  });
}

function baseEnvironment({ base }: ImageDefinition): readonly string[] {
  return [
    "HOME=/root",
    "LANG=C.UTF-8",
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    ...(base.installer === "apt" ? ["DEBIAN_FRONTEND=noninteractive"] : []),
  ];
}

/** The bytes of a file that the Plan names. */
export function contentOf(contents: Contents, sha256: string): Uint8Array {
  const bytes = contents.get(sha256);
  if (!bytes) throw new Error(`the plan names content ${sha256} that does not come with it`);
  return bytes;
}
