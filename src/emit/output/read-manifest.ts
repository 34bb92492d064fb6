import * as z from "zod/mini";
import { readJson } from "../../base/read-json.ts";
import { manifestFormat } from "./manifest.ts";

const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const manifest = z.object({
  format: z.literal(manifestFormat),
  compiler: z.string(),
  project: z.string(),
  params: z.record(z.string(), z.string()),
  inputs: z.record(z.string(), digest),
  ledger: z.optional(z.record(z.string(), z.object({ sequence: z.int().check(z.positive()), digest }))),
  images: z.record(z.string(), digest),
  fleets: z.record(z.string(), z.record(z.string(), z.object({ wanted: digest, stable: z.nullable(digest) }))),
  files: z.record(
    z.string(),
    z.object({ sha256: digest, size: z.int().check(z.nonnegative()), executable: z.optional(z.boolean()) }),
  ),
});

export type Manifest = z.infer<typeof manifest>;

/** Reads the manifest of an earlier build; null where the text is not one, or is one of a newer compiler's. */
export function readManifest(text: string): Manifest | null {
  return readJson(text, manifest);
}
