import * as z from "zod/mini";
import { sha256 } from "../base/digest.ts";
import { canonicalJson, type Json, prettyJson } from "../base/json.ts";
import type { GenerationDefinition } from "../plan/model.ts";
import { firstProblem, pathText } from "./describe-issue.ts";

export type DefinitionReading =
  | { readonly kind: "read"; readonly definition: GenerationDefinition }
  /** `message` continues "the definition of … ". */
  | { readonly kind: "broken"; readonly message: string };

/** The text that a generation's definition is stored as. */
export function renderDefinition(definition: GenerationDefinition): string {
  return prettyJson(asJson(definition));
}

/** The digest that a generation goes by: that of the canonical JSON of its definition. */
export function digestDefinition(definition: GenerationDefinition): string {
  return sha256(canonicalJson(asJson(definition)));
}

/** Reads a stored definition and checks that it is the one that was asked for. */
export function readDefinition(text: string, generation: string): DefinitionReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "broken", message: "is not JSON" };
  }
  const parsed = definitionSchema.safeParse(value);
  if (!parsed.success) {
    const { path, what } = firstProblem(parsed.error);
    return { kind: "broken", message: `is not whole: ${pathText(path)} ${what}` };
  }
  if (digestDefinition(parsed.data) !== generation)
    return { kind: "broken", message: "was altered: its content has another digest" };
  return { kind: "read", definition: parsed.data };
}

const texts = z.record(z.string(), z.string());

const store = z.looseObject({
  engine: z.enum(["postgres", "mysql", "aurora_postgres", "aurora_mysql", "redis", "efs", "dynamodb", "s3"]),
  identifier: z.string(),
  port: z.number(),
  contract: z.nullable(z.looseObject({ version: z.number(), compatibleFrom: z.number() })),
});

const egress = z.looseObject({ to: z.string(), port: z.number(), protocol: z.enum(["tcp", "udp"]) });

const allow = z.looseObject({ actions: z.array(z.string()), resources: z.array(z.string()) });

// Loose: what a later or earlier compiler put in a definition is part of its digest, and comes back as it was.
const definitionSchema: z.ZodMiniType<GenerationDefinition> = z.looseObject({
  format: z.number(),
  fleet: z.string(),
  environment: z.string(),
  image: z.looseObject({
    name: z.string(),
    fingerprint: z.string(),
    arch: z.enum(["x86_64", "arm64"]),
    rootDevice: z.string(),
  }),
  instances: z.array(z.string()),
  disk: z.number(),
  encryptionKey: z.nullable(z.string()),
  http: z.nullable(
    z.looseObject({
      port: z.number(),
      health: z.string(),
      timeout: z.number(),
      sticky: z.nullable(z.number()),
      probe: z.looseObject({ every: z.number(), healthyAfter: z.number(), unhealthyAfter: z.number() }),
    }),
  ),
  config: texts,
  secrets: texts,
  logFiles: z.array(z.string()),
  boot: z.number(),
  stores: z.exactOptional(z.record(z.string(), store)),
  egress: z.exactOptional(z.record(z.string(), egress)),
  allow: z.exactOptional(z.record(z.string(), allow)),
});

// A Plan is plain JSON by its contract, which an interface can't say without an index signature.
function asJson(definition: GenerationDefinition): Json {
  return definition as unknown as Json;
}
