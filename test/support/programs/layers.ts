import { type Body, emptyBody, type Labelled, mapValues, type Value } from "./model.ts";
import type { Choices } from "./style.ts";

/** A body in two parts that say the same together: `under` is extended by `over`. */
export interface Layers {
  readonly under: Body;
  readonly over: Body;
  /** Top-level lists and maps that both have: `over` may build on `base`. */
  readonly building: ReadonlySet<string>;
}

/** Splits a body, keeping what it means. Labelled blocks keep their order: those of `under` come first. */
export function splitBody(choices: Choices, body: Body): Layers {
  const building = new Set<string>();
  const under: { fields: Record<string, Value>; blocks: Record<string, Body>; labelled: Labelled[] } = {
    fields: {},
    blocks: {},
    labelled: [],
  };
  const over: typeof under = { fields: {}, blocks: {}, labelled: [] };
  for (const [name, value] of Object.entries(body.fields)) {
    const lower = lowerValue(choices, value);
    switch (choices.pick("extends", 3)) {
      case 0:
        over.fields[name] = value;
        break;
      case 1:
        under.fields[name] = value;
        break;
      default:
        over.fields[name] = value;
        if (lower) {
          under.fields[name] = lower;
          if (value.kind === "list" || value.kind === "map") building.add(name);
        }
    }
  }
  for (const [name, block] of Object.entries(body.blocks)) {
    const parts = [[emptyBody, block], [block, emptyBody], splitBlock(choices, block)][choices.pick("extends", 3)] ?? [
      emptyBody,
      block,
    ];
    const [low = emptyBody, high = emptyBody] = parts;
    if (!isEmpty(low)) under.blocks[name] = low;
    if (!isEmpty(high)) over.blocks[name] = high;
  }
  const cut = choices.pick("extends", body.labelled.length + 1);
  for (const [index, each] of body.labelled.entries()) {
    if (index >= cut) over.labelled.push(each);
    else if (choices.pick("extends", 3) < 2) under.labelled.push(each);
    else {
      const [low, high] = splitBlock(choices, each.body);
      under.labelled.push({ ...each, body: low });
      over.labelled.push({ ...each, body: high });
    }
  }
  return { under, over, building };
}

function splitBlock(choices: Choices, body: Body): readonly [Body, Body] {
  const { under, over } = splitBody(choices, body);
  return [under, over];
}

function isEmpty({ fields, blocks, labelled }: Body): boolean {
  return Object.keys(fields).length + Object.keys(blocks).length + labelled.length === 0;
}

// A valid value of the same field that the upper layer replaces, or builds on; null where none can be told.
function lowerValue(choices: Choices, value: Value): Value | null {
  switch (value.kind) {
    case "list": {
      const count = choices.pick("extends", value.items.length + 1);
      return count === 0 ? null : { kind: "list", items: value.items.slice(0, count) };
    }
    case "map": {
      const kept = Object.entries(value.entries).filter(() => choices.pick("extends", 2) === 1);
      const other = (item: Value): Value => (item.kind === "text" ? { kind: "text", value: `${item.value}-` } : item);
      return { kind: "map", entries: mapValues(Object.fromEntries(kept), other) };
    }
    case "record":
    case "path":
      return null;
    default:
      return value;
  }
}
