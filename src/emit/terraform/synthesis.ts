import {
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  TerraformOutput,
  type TerraformStack,
  Tokenization,
} from "cdktf";
import { compareCodePoints, prettyJson } from "../../base/json.ts";

/** A stack on its way to text. */
export interface Synthesis {
  /**
   * Takes an element out of its stack and keeps its text. It is called as soon as an element is whole, so that a stack
   * never stands in memory as the objects of CDKTF, which are some twenty times its text.
   */
  settle(element: TerraformElement): void;
  /** The stack's file, once everything but its settings (provider, backend, overrides) was settled. */
  bytes(stack: TerraformStack): Uint8Array;
}

/**
 * Writes what `TerraformStack.toTerraform` returns, in one pass. CDKTF resolves each element three times and merges
 * deeply; our logical ids are unique, so fragments are put side by side and resolved once. It prepares no local backend,
 * whose path would be the working folder. A test holds the bytes to CDKTF's own.
 */
export function createSynthesis(): Synthesis {
  const metadata: Json = {};
  const outputs: Json = {};
  const sections: Group = new Map();
  return {
    settle(element) {
      const stack = element.cdktfStack;
      merge(metadata, element.toMetadata());
      if (TerraformOutput.isTerraformOutput(element)) {
        merge(outputs, { [stack.node.id]: { [element.node.id]: element.friendlyUniqueId } });
      }
      print(sections, element.toTerraform(), stack);
      stack.node.tryRemoveChild(element.node.id);
    },
    bytes(stack) {
      const settings = settingsOf(stack, metadata, outputs);
      for (const [name, value] of Object.entries(settings)) put(sections, name, indented(prettyJson(value as Json), 1));
      return encode([...lines(sections, 0), "\n"]);
    },
  };
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

/** An object of JSON whose innermost members are printed already. */
type Group = Map<string, Group | string>;

// What a project has one of: small, and put together from several elements.
function settingsOf(stack: TerraformStack, metadata: Json, outputs: Json): Json {
  const own: Json = { backend: "local", stackName: stack.node.id, version: stack.node.tryGetContext("cdktfVersion") };
  merge(own, metadata);
  const result: Json = { "//": { metadata: own, outputs } };
  for (const element of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(element)) continue;
    merge(own, element.toMetadata());
    merge(result, plain(element.toTerraform(), stack) as Json);
  }
  const overrides = rawOverrides(stack);
  if (Object.keys(overrides).length > 0) merge(own, { overrides: { stack: Object.keys(overrides) } });
  merge(result, plain(overrides, stack) as Json);
  return result;
}

function print(sections: Group, fragment: Json, stack: TerraformStack): void {
  for (const [name, section] of Object.entries(fragment)) {
    if (section === undefined) continue;
    const typed = name === "resource" || name === "data";
    for (const [key, value] of Object.entries(section as Json)) {
      if (!typed) put(groupIn(sections, name), key, printed(value, stack, 2));
      else
        for (const [id, body] of Object.entries(value as Json))
          put(groupIn(groupIn(sections, name), key), id, printed(body, stack, 3));
    }
  }
}

function printed(value: unknown, stack: TerraformStack, depth: number): string {
  return indented(prettyJson(plain(value, stack) as Json), depth);
}

// Inside a string of JSON there is no line end.
function indented(text: string, depth: number): string {
  return text.trimEnd().replaceAll("\n", `\n${"  ".repeat(depth)}`);
}

function groupIn(group: Group, name: string): Group {
  const known = group.get(name);
  if (known instanceof Map) return known;
  const made: Group = new Map();
  put(group, name, made);
  return made;
}

function put(group: Group, name: string, value: Group | string): void {
  if (group.has(name)) throw new Error(`two elements of a stack are called ${name}`);
  group.set(name, value);
}

function* lines(group: Group, depth: number): Generator<string> {
  const indent = `\n${"  ".repeat(depth + 1)}`;
  let before = "{";
  for (const [name, value] of [...group].sort(([left], [right]) => compareCodePoints(left, right))) {
    yield `${before}${indent}${JSON.stringify(name)}: `;
    if (typeof value === "string") yield value;
    else yield* lines(value, depth + 1);
    before = ",";
  }
  yield `\n${"  ".repeat(depth)}}`;
}

// Not joined first: the text of a stack may take more memory than all else.
function encode(texts: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts = texts.map((text) => encoder.encode(text));
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const resolver = new DefaultTokenResolver(new StringConcat());

// Nearly all that is here is plain already: references are literal templates. CDKTF's own resolver looks for tokens
// everywhere, which takes most of a synthesis; and it would take some texts of a user, such as "String Map Token Value",
// for its own.
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
