import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../src/base/digest.ts";
import { type Json, prettyJson } from "../../src/base/json.ts";
import { type Artifact, textArtifact } from "../../src/emit/artifact.ts";
import { readManifest } from "../../src/emit/output/read-manifest.ts";
import type { OutputRequest } from "../../src/host/output/output-request.ts";
import { type OutputReport, writeOutput } from "../../src/host/output/write-output.ts";

/** Text by path. */
export type Files = Readonly<Record<string, string>>;

/** Writes these files, and a manifest of them, the way a build does. */
export function writeFiles(folder: string, files: Files, more: Partial<OutputRequest> = {}): Promise<OutputReport> {
  const artifacts = more.artifacts ?? Object.entries(files).map(([path, text]) => textArtifact(path, text));
  return writeOutput({ folder, shownAs: "dist", manifest: manifestOf(artifacts), ...more, artifacts });
}

/** Every file below a folder with its text, but the manifest. */
export function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => lstatSync(join(folder, name)).isFile() && name !== "immu.manifest.json");
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Whether the manifest in a folder calls exactly what is there whole; null where there is no manifest. */
export function isWhole(folder: string): boolean | null {
  let text: string;
  try {
    text = readFileSync(join(folder, "immu.manifest.json"), "utf8");
  } catch {
    return null;
  }
  const manifest = readManifest(text);
  if (manifest === null) throw new Error("the manifest is torn");
  const files = filesIn(folder);
  return Object.entries(manifest.files).every(([path, file]) => sha256(files[path] ?? "") === file.sha256);
}

function manifestOf(artifacts: readonly Artifact[]): Artifact {
  const files = artifacts.map(({ path, bytes }): [string, Json] => [
    path,
    { sha256: sha256(bytes), size: bytes.length },
  ]);
  return textArtifact(
    "immu.manifest.json",
    prettyJson({
      format: 1,
      compiler: "0.0.0",
      project: "test",
      params: {},
      inputs: {},
      images: {},
      fleets: {},
      files: Object.fromEntries(files),
    }),
  );
}
