import {
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformResource,
  type TerraformStack,
  Tokenization,
} from "cdktf";
import { elementText } from "./element-text.ts";
import { createStackText } from "./stack-text.ts";

/** A stack on its way to text. */
export interface Synthesis {
  /**
   * Takes an element out of its stack and keeps its text. It is called as soon as an element is whole, so that a stack
   * never stands in memory as the objects of CDKTF, which take several times the room of its text.
   */
  settle(element: TerraformElement): void;
  /** The stack's file, once everything but its settings (provider, backend, overrides) was settled. */
  bytes(stack: TerraformStack): Uint8Array;
}

/**
 * Writes what `TerraformStack.toTerraform` returns, in one pass. CDKTF resolves each element three times and merges
 * deeply; our logical ids are unique, so elements are put side by side. It prepares no local backend, whose path would
 * be the working folder. A test holds the bytes to CDKTF's own.
 */
export function createSynthesis(): Synthesis {
  const metadata: Json = {};
  const outputs: Json = {};
  const text = createStackText();
  return {
    settle(element) {
      const stack = element.cdktfStack;
      if (isPlain(element)) {
        const section = TerraformResource.isTerraformResource(element) ? "resource" : "data";
        const path = [section, element.terraformResourceType, element.friendlyUniqueId];
        text.add(path, elementText(bodyOf(element), stack, path.length));
      } else {
        merge(metadata, element.toMetadata());
        if (TerraformOutput.isTerraformOutput(element)) {
          merge(outputs, { [stack.node.id]: { [element.node.id]: element.friendlyUniqueId } });
        }
        for (const { path, value } of membersOf(element)) text.add(path, elementText(value, stack, path.length));
      }
      stack.node.tryRemoveChild(element.node.id);
    },
    bytes(stack) {
      const settings = settingsOf(stack, metadata, outputs);
      for (const [name, value] of Object.entries(settings)) text.add([name], elementText(value, stack, 1));
      return text.bytes();
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

interface Member {
  /** Of its section: `resource`, `aws_lb`, `public`. */
  readonly path: readonly string[];
  readonly value: unknown;
}

function membersOf(element: TerraformElement): readonly Member[] {
  return Object.entries(element.toTerraform() as Json).flatMap(([section, content]) =>
    content === undefined ? [] : membersBelow([section], content as Json, typed.has(section) ? 2 : 1),
  );
}

/** Sections that have their elements by type. */
const typed: ReadonlySet<string> = new Set(["resource", "data"]);

function membersBelow(path: readonly string[], content: Json, levels: number): readonly Member[] {
  return Object.entries(content).flatMap(([name, value]) =>
    levels === 1 ? [{ path: [...path, name], value }] : membersBelow([...path, name], value as Json, levels - 1),
  );
}

type Block = TerraformResource | TerraformDataSource;

// Everything but the few that have overrides.
function isPlain(element: TerraformElement): element is Block {
  const isBlock = TerraformResource.isTerraformResource(element) || TerraformDataSource.isTerraformDataSource(element);
  return isBlock && Object.keys(overridesOf(element)).length === 0;
}

// What `toTerraform` of a block merges, where nothing overrides it: a copy less at each of four steps.
function bodyOf(block: Block): Json {
  const body = (block as unknown as { synthesizeAttributes(): Json }).synthesizeAttributes();
  const settings: Json = block.terraformMetaArguments;
  for (const name of Object.keys(settings)) {
    const value = settings[name];
    if (value !== undefined) body[snakeCase(name)] = snakeKeys(value);
  }
  body["//"] = { metadata: { path: block.node.path, uniqueId: block.friendlyUniqueId } };
  return body;
}

function snakeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeKeys);
  if (!isRecord(value)) return value;
  const result: Json = {};
  for (const key of Object.keys(value)) result[snakeCase(key)] = snakeKeys(value[key]);
  return result;
}

function snakeCase(name: string): string {
  const known = snakeCased.get(name) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakeCased.set(name, known);
  return known;
}

// Names of settings that all blocks may have: a dozen.
const snakeCased = new Map<string, string>();

// What a project has one of: small, and put together from several elements.
function settingsOf(stack: TerraformStack, metadata: Json, outputs: Json): Json {
  const own: Json = { backend: "local", stackName: stack.node.id, version: stack.node.tryGetContext("cdktfVersion") };
  merge(own, metadata);
  const result: Json = { "//": { metadata: own, outputs } };
  for (const element of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(element)) continue;
    merge(own, element.toMetadata());
    merge(result, element.toTerraform());
  }
  const overrides = overridesOf(stack);
  if (Object.keys(overrides).length > 0) merge(own, { overrides: { stack: Object.keys(overrides) } });
  merge(result, overrides);
  return result;
}

// CDKTF keeps them private, and `toTerraform`, which this replaces, is the only one that reads them.
function overridesOf(element: TerraformElement | TerraformStack): Json {
  return (element as unknown as { readonly rawOverrides: Json }).rawOverrides;
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
