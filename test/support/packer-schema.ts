import { readFileSync } from "node:fs";
import type { HclBlock, HclBody, HclExpression } from "./hcl-reader.ts";

/** What in a template Packer and its Amazon plugin do not know, or know with another type. Empty where all is well. */
export function schemaProblems({ attributes, blocks }: HclBody): readonly string[] {
  const problems = [...attributes.keys()].map((name) => `${name} outside of a block`);
  for (const block of blocks) problems.push(...blockProblems(block));
  return problems;
}

type Fields = Readonly<Record<string, { readonly attr?: string; readonly block?: string; readonly of?: string }>>;
type Schema = Readonly<Record<string, Fields>> & { readonly nested: Readonly<Record<string, Fields>> };

const schema = JSON.parse(readFileSync(new URL("../data/packer-schema.json", import.meta.url), "utf8")) as Schema;

function blockProblems(block: HclBlock): readonly string[] {
  const label = block.labels[0] ?? "";
  switch (block.type) {
    case "source":
      return fieldProblems(`source ${label}`, block.body, schema[label] ?? {});
    case "build":
      return [
        ...unknownAttributes("build", block.body, ["name", "description", "sources"]),
        ...block.body.blocks.flatMap((part) => partProblems(part)),
      ];
    case "locals":
      return block.body.blocks.map(({ type }) => `${type} in locals`);
    case "variable":
      return unknownAttributes("variable", block.body, ["type", "default", "description", "sensitive"]);
    case "packer":
      return unknownAttributes("packer", block.body, ["required_version"]);
    default:
      return [`block ${block.type}`];
  }
}

function partProblems({ type, labels, body }: HclBlock): readonly string[] {
  const name = `${type}/${labels[0]}`;
  const fields = schema[name];
  return fields && (type === "provisioner" || type === "post-processor")
    ? fieldProblems(name, body, fields)
    : [`block ${name} in build`];
}

function unknownAttributes(where: string, { attributes }: HclBody, known: readonly string[]): readonly string[] {
  return [...attributes.keys()].filter((name) => !known.includes(name)).map((name) => `${where}: ${name}`);
}

function fieldProblems(where: string, { attributes, blocks }: HclBody, fields: Fields): readonly string[] {
  const problems: string[] = [];
  for (const [name, value] of attributes) {
    const type = fields[name]?.attr;
    if (type === undefined) problems.push(`${where}: ${name} is no attribute`);
    else if (!hasType(value, type)) problems.push(`${where}: ${name} is no ${type}`);
  }
  const seen = new Set<string>();
  for (const { type, labels, body } of blocks) {
    const field = fields[type];
    const nested = schema.nested[field?.of ?? ""];
    if (!field?.block || !nested || labels.length > 0) problems.push(`${where}: ${type} is no block`);
    else problems.push(...fieldProblems(`${where}.${type}`, body, nested));
    if (field?.block === "one" && seen.has(type)) problems.push(`${where}: ${type} stands twice`);
    seen.add(type);
  }
  return problems;
}

function hasType(value: HclExpression, type: string): boolean {
  const of = /^(?:List|Map)\((\w+)\)$/.exec(type)?.[1] ?? "";
  // What a reference stands for is checked where Packer itself runs.
  if (value.kind === "code") return /^(var|local)\.[a-z_]+$/.test(value.source);
  if (type.startsWith("List")) return value.kind === "list" && value.items.every((item) => hasType(item, of));
  if (type.startsWith("Map"))
    return value.kind === "map" && [...value.entries.values()].every((item) => hasType(item, of));
  return value.kind === type.toLowerCase();
}
