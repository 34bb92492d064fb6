import { TerraformElement, TerraformOutput, type TerraformStack, Tokenization } from "cdktf";
import { elementText } from "./element-text.ts";
import { createMemberMaker, type Member } from "./form.ts";
import type { Put } from "./scope.ts";
import { createStackText } from "./stack-text.ts";

/** The text of a stack, without the stack: elements are written as they are declared and never stand in memory. */
export interface Synthesis {
  readonly put: Put;
  /** The stack's file: what was put, and what stands in the stack itself (provider, backend, outputs, overrides). */
  bytes(stack: TerraformStack): Uint8Array;
}

/**
 * Writes what `TerraformStack.toTerraform` returns. It prepares no local backend, whose path would be the working folder. A test holds
 * the bytes to CDKTF's own.
 */
export function createSynthesis(): Synthesis {
  const metadata: Json = {};
  const text = createStackText();
  const makers = new Map<object, (id: string, values: never) => Member>();
  return {
    put(stack, kind, id, values) {
      const make = makers.get(kind) ?? createMemberMaker(stack, kind);
      makers.set(kind, make);
      const member = make(id, values as never);
      text.add(member.path, id, member.text);
      if (member.metadata !== null) merge(metadata, member.metadata());
    },
    bytes(stack) {
      const settings = settingsOf(stack, metadata);
      for (const [name, value] of Object.entries(settings)) text.add([], name, elementText(value, stack, 1));
      return text.bytes();
    },
  };
}

/**
 * Runs `build` without the stack traces that CDKTF takes of every token and never writes: milliseconds of a build of one
 * fleet.
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

// What a project has one of: put together from several elements.
function settingsOf(stack: TerraformStack, metadata: Json): Json {
  const outputs: Json = {};
  const own: Json = { backend: "local", stackName: stack.node.id, version: stack.node.tryGetContext("cdktfVersion") };
  merge(own, metadata);
  const result: Json = { "//": { metadata: own, outputs } };
  for (const element of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(element)) continue;
    merge(own, element.toMetadata());
    merge(result, element.toTerraform());
    if (TerraformOutput.isTerraformOutput(element)) {
      merge(outputs, { [stack.node.id]: { [element.node.id]: element.friendlyUniqueId } });
    }
  }
  // CDKTF keeps them private, and `toTerraform`, which this replaces, is the only one that reads them.
  const { rawOverrides: overrides } = stack as unknown as { readonly rawOverrides: Json };
  if (Object.keys(overrides).length > 0) merge(own, { overrides: { stack: Object.keys(overrides) } });
  merge(result, overrides);
  return result;
}

// Down to the elements themselves (`resource`, its type, its id) and no further.
function merge(target: Json, source: Json): void {
  for (const [key, value] of Object.entries(source)) {
    if (value === undefined) continue;
    const before = target[key];
    if (Array.isArray(before) && Array.isArray(value)) before.push(...value);
    else if (isRecord(before) && isRecord(value)) merge(before, value);
    else target[key] = value;
  }
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !Tokenization.isResolvable(value);
}
