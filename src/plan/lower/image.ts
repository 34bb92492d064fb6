import { digestJson, sha256 } from "../../base/digest.ts";
import { distinctTexts } from "../../base/order.ts";
import { baseWithoutArchitecture } from "../../diagnostics/codes/base-without-architecture.ts";
import { emptyRun } from "../../diagnostics/codes/empty-run.ts";
import { fileUnreadable } from "../../diagnostics/codes/file-unreadable.ts";
import { imageWithoutRegion } from "../../diagnostics/codes/image-without-region.ts";
import { reportReadProblem } from "../../semantics/report-read-problem.ts";
import type { DeclarationSymbol } from "../../semantics/symbols.ts";
import { reportOnce } from "../evaluate/evaluation.ts";
import { instanceOf } from "../evaluate/instance.ts";
import type { Instance } from "../evaluate/value.ts";
import type { ImageData } from "../kinds.gen.ts";
import type { LockedBase, WantedBase } from "../lock.ts";
import type { BasePlan, CopyStep, FileContent, ImagePlan, ImageStep, RunStep } from "../model.ts";
import { type Lowering, readDeclaration, readFields, recordOrigins, reportAt, spanAt } from "./lowering.ts";

/** Raised when what is emitted for an equal definition bakes to other bytes. */
export const imageFormat = 1;

/**
 * An image's plan; null where it has errors. `regions` are those of the project's environments, sorted; null where there
 * are environments, but none whose region is known. Of these it is baked where its base is pinned, so that a region more
 * leaves its fingerprint as it is.
 */
export function lowerImage(
  lowering: Lowering,
  symbol: DeclarationSymbol,
  regions: readonly string[] | null,
): ImagePlan | null {
  const data = readDeclaration<ImageData>(lowering, symbol, null);
  if (!data) return null;
  const instance = instanceOf(lowering.evaluation, symbol, null);
  recordOrigins(lowering, `images/${symbol.name}`, instance, symbol.nameSpan);
  const start = startOf(lowering, instance, data, regions);
  if (!start) return null;
  const base = lowerBase(lowering, data.base, start.wanted);
  const steps = lowerSteps(lowering, instance, data);
  if (!steps) return null;
  const definition = {
    format: imageFormat,
    arch: data.arch,
    base,
    packages: data.packages,
    steps,
    services: data.services,
    checks: data.check.map(({ label, command, within }) => ({ name: label, command, within })),
    disk: data.disk,
    encryptionKey: data.encryption_key,
  };
  return {
    name: symbol.name,
    fingerprint: digestJson(definition),
    definition,
    regions: start.regions,
    bake: { instance: data.bake.instance ?? defaultBakeInstance[data.arch], timeout: data.bake.timeout },
    tags: data.tags,
    retain: data.retain,
  };
}

/**
 * The base that an image is to start from, whatever else of it is known; null where that is not known, or has errors.
 * `regions` are as above.
 */
export function wantedBase(
  lowering: Lowering,
  symbol: DeclarationSymbol,
  regions: readonly string[] | null,
): WantedBase | null {
  const data = readFields<ImageStart>(lowering, symbol, null, ["arch", "base", "regions"]);
  return data && (startOf(lowering, instanceOf(lowering.evaluation, symbol, null), data, regions)?.wanted ?? null);
}

/** What decides where an image is baked, and from what. */
type ImageStart = Pick<ImageData, "arch" | "base" | "regions">;

function startOf(
  lowering: Lowering,
  instance: Instance,
  { arch, base: { name, owner }, regions: named }: ImageStart,
  known: readonly string[] | null,
): { readonly wanted: WantedBase; readonly regions: readonly string[] } | null {
  const image = instance.symbol.name;
  const pattern = name[arch] ?? null;
  const pinned = (region: string): boolean => pinOf(lowering, owner, pattern, region) !== undefined;
  const regions = imageRegions(named.length > 0 ? named : pinnedFirst(known ?? [], pinned));
  const [region] = regions;
  if (region === undefined) {
    if (known !== null) reportAt(lowering, instance, ["regions"], imageWithoutRegion, { image });
    return null;
  }
  if (pattern === null) {
    reportAt(lowering, instance, ["arch"], baseWithoutArchitecture, { image, arch, known: Object.keys(name) });
    return null;
  }
  return { wanted: { owner, pattern, region }, regions };
}

const defaultBakeInstance = { x86_64: "t3.medium", arm64: "t4g.medium" } as const;

// The first is where it is baked; the order of the rest means nothing.
function imageRegions(regions: readonly string[]): readonly string[] {
  const [first, ...others] = regions;
  return first === undefined ? [] : [first, ...distinctTexts(others.filter((region) => region !== first))];
}

function pinnedFirst(regions: readonly string[], pinned: (region: string) => boolean): readonly string[] {
  const first = regions.find(pinned);
  return first === undefined ? regions : [first, ...regions];
}

function pinOf({ lock }: Lowering, owner: string, pattern: string | null, region: string): LockedBase | undefined {
  return lock?.bases.find((each) => each.owner === owner && each.pattern === pattern && each.region === region);
}

function lowerBase(lowering: Lowering, base: ImageData["base"], wanted: WantedBase): BasePlan {
  const { owner, user, installer, root_device } = base;
  const { pattern, region } = wanted;
  const pin = pinOf(lowering, owner, pattern, region);
  const pins = pin ? { [region]: { id: pin.id, name: pin.name } } : {};
  return { owner, name: pattern, user, installer, rootDevice: root_device, pins };
}

function lowerSteps(lowering: Lowering, instance: Instance, data: ImageData): readonly ImageStep[] | null {
  const copies = data.copy.map((copy) => [copy.order, lowerCopy(lowering, instance, copy)] as const);
  const runs = data.run.map((run) => [run.order, lowerRun(lowering, instance, run)] as const);
  const ordered = [...copies, ...runs].sort(([left], [right]) => left - right);
  const steps: ImageStep[] = [];
  for (const [, step] of ordered) if (step) steps.push(step);
  return steps.length === ordered.length ? steps : null;
}

function lowerCopy(lowering: Lowering, instance: Instance, copy: ImageData["copy"][number]): CopyStep | null {
  const tree = readFiles(lowering, instance, ["copy", copy.label, "from"], copy.from);
  if (!tree) return null;
  return { kind: "copy", name: copy.label, to: copy.to, owner: copy.owner, mode: copy.mode, ...tree };
}

function lowerRun(lowering: Lowering, instance: Instance, run: ImageData["run"][number]): RunStep | null {
  if (run.script === null && run.commands.length === 0) {
    reportOnce(lowering.evaluation)(emptyRun, labelledSpan(lowering, instance, "run", run.label, null), {
      step: run.label,
    });
    return null;
  }
  const script = run.script === null ? null : readScript(lowering, instance, run.label, run.script);
  if (run.script !== null && !script) return null;
  return { kind: "run", name: run.label, script, commands: run.commands, env: run.env };
}

function readScript(lowering: Lowering, instance: Instance, label: string, path: string): FileContent | null {
  const tree = readFiles(lowering, instance, ["run", label, "script"], path);
  if (tree?.folder) {
    const span = labelledSpan(lowering, instance, "run", label, "script");
    reportOnce(lowering.evaluation)(fileUnreadable, span, { path, reason: "it is a folder, and a script is one file" });
    return null;
  }
  return tree?.files[0] ?? null;
}

function readFiles(
  lowering: Lowering,
  instance: Instance,
  [block, label, field]: readonly [string, string, string],
  path: string,
): { readonly folder: boolean; readonly files: readonly FileContent[] } | null {
  const found = lowering.evaluation.files.readTree(path);
  if (found.kind !== "ok") {
    reportReadProblem(
      reportOnce(lowering.evaluation),
      labelledSpan(lowering, instance, block, label, field),
      path,
      found,
    );
    return null;
  }
  const files = found.value.files.map((file): FileContent => {
    const digest = sha256(file.bytes);
    lowering.contents.set(digest, file.bytes);
    return { path: file.path, sha256: digest, size: file.bytes.length, executable: file.executable };
  });
  return { folder: found.value.folder, files };
}

// The span of a labelled block, or of a field in it.
function labelledSpan(
  lowering: Lowering,
  instance: Instance,
  block: string,
  label: string,
  field: string | null,
): ReturnType<typeof spanAt> {
  const path = `images/${instance.symbol.name}/${block}/${label}`;
  const found = (field === null ? undefined : lowering.origins.get(`${path}/${field}`)) ?? lowering.origins.get(path);
  return found ?? spanAt(lowering, instance, []);
}
