import { defaults, standardBases } from "./bases.ts";
import { entry, type Place, write } from "./expressions.ts";
import { splitBody } from "./layers.ts";
import {
  type Body,
  type Declaration,
  emptyBody,
  type Labelled,
  type Override,
  referencesIn,
  type Value,
} from "./model.ts";
import { relativePath } from "./relative-path.ts";
import { shuffled } from "./style.ts";
import { draftAt, type Writer } from "./writer.ts";
import { GAP, LINE, list, map, SPACE } from "./written.ts";

/** Writes a declaration into its file, alone or as what extends another. */
export function writeDeclaration(writer: Writer, declaration: Declaration, rank: number): void {
  const { kind, name } = declaration;
  const file = writer.homeOf(`${kind}.${name}`);
  const whole = withDefaults(writer, declaration);
  const { body, parent } = splitOff(
    writer,
    { kind, body: whole, overrides: declaration.overrides },
    { file, rank, depth: 0 },
    0,
  );
  const extending = parent === null ? "" : `${SPACE}extends${SPACE}${parent}`;
  writer.add(file, {
    text: `${kind}${SPACE}${name}${extending}${SPACE}${body}`,
    name,
    mayHide: true,
  });
}

interface Content {
  readonly kind: string;
  readonly body: Body;
  readonly overrides: readonly Override[];
}

interface Written {
  readonly body: string;
  /** What it extends, as its file calls it. */
  readonly parent: string | null;
}

const longestChain = 3;

function splitOff(writer: Writer, content: Content, place: Place, depth: number): Written {
  const { kind, body, overrides } = content;
  const standard = standardParent(writer, kind, body, place);
  if (standard) return { body: bodyText(writer, standard.body, overrides, place), parent: standard.parent };
  if (depth >= longestChain || writer.choices.pick("extends", 2) === 0)
    return { body: bodyText(writer, body, overrides, place), parent: null };
  const { under, over, building } = splitBody(writer.choices, body);
  const cut = writer.choices.pick("extends", overrides.length + 1);
  const [low, high] = [overrides.slice(0, cut), overrides.slice(cut)];
  const home = parentHome(writer, under, low, place.file);
  const inner = splitOff(writer, { kind, body: under, overrides: low }, { ...place, file: home }, depth + 1);
  const name = writer.fresh();
  const extending = inner.parent === null ? "" : `${SPACE}extends${SPACE}${inner.parent}`;
  writer.add(home, {
    text: `abstract${SPACE}${kind}${SPACE}${name}${extending}${SPACE}${inner.body}`,
    name,
    mayHide: true,
  });
  const local = writer.nameIn(place.file, { home, name });
  return {
    body: bodyText(writer, over, high, place, { under, building }),
    parent: writer.choices.pick("extends", 2) === 0 ? local : `${kind}.${local}`,
  };
}

// No further along than what it names.
function parentHome(writer: Writer, body: Body, overrides: readonly Override[], file: number): number {
  const named = [
    ...referencesIn(body),
    ...overrides.flatMap((each) => [`${each.kind}.${each.name}`, ...referencesIn(each.body)]),
  ].map(writer.homeOf);
  const last = Math.min(writer.files.length - 1, ...named);
  return file + writer.choices.pick("files", Math.max(0, last - file) + 1);
}

// An image whose base is that of a standard one extends it, or says the same itself.
function standardParent(
  writer: Writer,
  kind: string,
  body: Body,
  place: Place,
): { readonly body: Body; readonly parent: string } | null {
  if (kind !== "image" || writer.choices.pick("extends", 3) === 2) return null;
  const base = body.blocks.base;
  const same = standardBases.find((each) => JSON.stringify(each.base) === JSON.stringify(base));
  if (!base || !same) return null;
  const { base: _base, ...blocks } = body.blocks;
  return { body: { ...body, blocks }, parent: writer.nameIn(place.file, { home: "std/images", name: same.name }) };
}

function withDefaults(writer: Writer, { kind, body }: Declaration): Body {
  let whole = body;
  for (const [path, value] of Object.entries(defaults[kind] ?? {})) {
    if (writer.choices.pick("defaults", 3) !== 2) continue;
    const [first = "", second] = path.split(".");
    if (second === undefined) whole = { ...whole, fields: { [first]: value, ...whole.fields } };
    else {
      const block = whole.blocks[first] ?? emptyBody;
      const filled = { ...block, fields: { [second]: value, ...block.fields } };
      whole = { ...whole, blocks: { ...whole.blocks, [first]: filled } };
    }
  }
  return whole;
}

interface Building {
  readonly under: Body;
  readonly building: ReadonlySet<string>;
}

function bodyText(writer: Writer, body: Body, overrides: readonly Override[], place: Place, on?: Building): string {
  const fields = Object.entries(body.fields).map(([name, value]) => {
    const base = on?.building.has(name) ? on.under.fields[name] : undefined;
    const written = (base && onBase(writer, name, value, base, place)) ?? valueText(writer, value, place);
    return `${name}${SPACE}=${SPACE}${written}`;
  });
  const blocks = Object.entries(body.blocks).map(
    ([name, block]) => `${name}${SPACE}${bodyText(writer, block, [], place)}`,
  );
  const labelled = body.labelled.map((each) => labelledText(writer, each, place));
  const replaced = overrides.map((each) => overrideText(writer, each, place));
  const items = interleaved(writer, shuffled(writer.choices, [...fields, ...blocks, ...replaced]), labelled);
  return items.length === 0 ? `{${GAP}}` : `{${LINE}${items.join(LINE)}${LINE}}`;
}

function labelledText(writer: Writer, { block, label, body }: Labelled, place: Place): string {
  return `${block}${SPACE}${label}${SPACE}${bodyText(writer, body, [], place)}`;
}

// Labelled blocks stay in their order, wherever they stand between the others.
function interleaved(writer: Writer, some: readonly string[], ordered: readonly string[]): readonly string[] {
  const left = [...some];
  const right = [...ordered];
  const all: string[] = [];
  while (left.length > 0 && right.length > 0) {
    const [next] = (writer.choices.pick("order", 2) === 0 ? left : right).splice(0, 1);
    if (next !== undefined) all.push(next);
  }
  return [...all, ...left, ...right];
}

function valueText(writer: Writer, value: Value, place: Place): string {
  if (value.kind !== "path") return write(writer, value, place).text;
  // What a path is relative to is the file that the attribute stands in, wherever its text comes from.
  const path = relativePath(draftAt(writer.files, place.file).path, value.value);
  const ways = [
    path,
    path.replace(/^\.\//, ""),
    `./${path}`,
    path.replace("/", "/./"),
    path.replace(/^\.\//, "./x/../"),
  ];
  return write(writer, { kind: "path", value: ways[writer.choices.pick("expressions", ways.length)] ?? path }, place)
    .text;
}

/** A list or map that starts from what it builds on. */
function onBase(writer: Writer, name: string, value: Value, base: Value, place: Place): string | null {
  const spread = `...${GAP}base.${name}`;
  if (value.kind === "list" && base.kind === "list") {
    const rest = value.items.slice(base.items.length);
    return list([spread, ...rest.map((item) => write(writer, item, place).text)]).text;
  }
  if (value.kind === "map" && base.kind === "map") {
    const changed = Object.entries(value.entries).filter(
      ([key, item]) => JSON.stringify(base.entries[key]) !== JSON.stringify(item),
    );
    return map([spread, ...changed.map(([key, item]) => entry(writer, key, write(writer, item, place).text))]).text;
  }
  return null;
}

function overrideText(writer: Writer, { kind, name, body }: Override, place: Place): string {
  const target = writer.project.declarations.find((each) => each.kind === kind && each.name === name);
  const local = writer.nameIn(place.file, { home: writer.homeOf(`${kind}.${name}`), name });
  const building = new Set<string>();
  for (const [field, value] of Object.entries(body.fields)) {
    const base = target?.body.fields[field];
    const holds =
      value.kind === "map" && base?.kind === "map" && Object.keys(base.entries).every((key) => key in value.entries);
    if (holds && writer.choices.pick("extends", 2) === 1) building.add(field);
  }
  const on = target && { under: target.body, building };
  return `override${SPACE}${kind}.${local}${SPACE}${bodyText(writer, body, [], place, on)}`;
}
