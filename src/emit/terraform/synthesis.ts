import {
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  TerraformOutput,
  type TerraformStack,
  Tokenization,
} from "cdktf";
import type { JsonObject } from "../../base/json.ts";

/**
 * What `TerraformStack.toTerraform` returns, in one pass. CDKTF resolves each element three times and merges deeply;
 * our logical ids are unique, so fragments are put side by side and resolved once. It prepares no local backend, whose
 * path would be the working folder. A test holds the result to CDKTF's own.
 */
export function synthesize(stack: TerraformStack): JsonObject {
  const metadata: Json = {
    backend: "local",
    stackName: stack.node.id,
    version: stack.node.tryGetContext("cdktfVersion"),
  };
  const outputs: Json = {};
  const result: Json = { "//": { metadata, outputs } };
  for (const element of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(element)) continue;
    merge(metadata, element.toMetadata());
    if (TerraformOutput.isTerraformOutput(element)) {
      merge(outputs, { [stack.node.id]: { [element.node.id]: element.friendlyUniqueId } });
    }
    // Settled one by one, so that what each class leaves behind is garbage at once.
    merge(result, plain(element.toTerraform(), stack) as Json);
  }
  const overrides = rawOverrides(stack);
  if (Object.keys(overrides).length > 0) merge(metadata, { overrides: { stack: Object.keys(overrides) } });
  merge(result, plain(overrides, stack) as Json);
  return result as JsonObject;
}

/**
 * Runs `build` without the stack traces that CDKTF takes of every token and never writes: a third of the time of a
 * synthesis.
 */
export function withoutStackTraces<T>(build: () => T): T {
  const capture = Error.captureStackTrace;
  Error.captureStackTrace = () => {};
  try {
    return build();
  } finally {
    Error.captureStackTrace = capture;
  }
}

type Json = Record<string, unknown>;

const resolver = new DefaultTokenResolver(new StringConcat());

// Nearly all that is here is plain already: references are literal templates, and of CDKTF's tokens only those of
// `depends_on` are left. Its own resolver looks for them everywhere, which takes most of a synthesis; and it would take
// some texts of a user, such as "String Map Token Value", for its own.
function plain(value: unknown, stack: TerraformStack): unknown {
  if (typeof value === "string") return value.includes(tokenMark) ? resolved(value, stack) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map((item) => plain(item, stack));
  if (Tokenization.isResolvable(value)) return resolved(value, stack);
  const record = value as Json;
  const result: Json = {};
  for (const key of Object.keys(record)) {
    const item = record[key];
    // Most attributes of a provider's classes are not set.
    if (item !== undefined) result[key] = plain(item, stack);
  }
  return result;
}

const tokenMark = "TfToken[";

function resolved(value: unknown, stack: TerraformStack): unknown {
  return Tokenization.resolve(value, { scope: stack, resolver, preparing: false });
}

// The stack keeps them private, and `toTerraform`, which this replaces, is the only one that reads them.
function rawOverrides(stack: TerraformStack): Json {
  return (stack as unknown as { readonly rawOverrides: Json }).rawOverrides;
}

// Down to the elements themselves (`resource`, its type, its id) and no further.
function merge(target: Json, source: Json): void {
  for (const [key, value] of Object.entries(source)) {
    if (value === undefined) continue;
    const before = target[key];
    if (Array.isArray(before) && Array.isArray(value)) target[key] = [...before, ...value];
    else if (isRecord(before) && isRecord(value)) merge(before, value);
    else target[key] = value;
  }
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !Tokenization.isResolvable(value);
}
