import { isEmpty, type Member, none, type Value, valueText } from "./value.ts";

/** What became of one field. */
export type FieldChange =
  | {
      readonly kind: "set";
      readonly path: string;
      readonly before: string | null;
      readonly after: string | null;
      /** Digests of the files that the two stand for, where they do. */
      readonly contents?: { readonly before: string | null; readonly after: string | null };
    }
  /** Items of a list: what came, what went, and whether what stayed stands in another order. */
  | {
      readonly kind: "items";
      readonly path: string;
      readonly added: readonly string[];
      readonly removed: readonly string[];
      readonly reordered: boolean;
    };

/** What differs between two values, in the order in which their fields stand. `path`: `http.timeout`, `copy site.mode`. */
export function changesBetween(path: string, before: Value, after: Value): readonly FieldChange[] {
  if (before.kind === "block" && after.kind === "block") return blockChanges(path, before.members, after.members);
  if (before.kind === "list" && after.kind === "list") return listChanges(path, before.items, after.items);
  const [was, is] = [textOf(before), textOf(after)];
  if (was === is) return [];
  const contents = { before: contentOf(before), after: contentOf(after) };
  const ofFile = contents.before !== null || contents.after !== null;
  return [{ kind: "set", path, before: was, after: is, ...(ofFile ? { contents } : {}) }];
}

function blockChanges(path: string, before: readonly Member[], after: readonly Member[]): readonly FieldChange[] {
  const was = new Map(before.map(({ name, value }) => [name, value]));
  const is = new Map(after.map(({ name, value }) => [name, value]));
  const gone = before.filter(({ name }) => !is.has(name));
  const changes = [...after, ...gone].flatMap(({ name }) =>
    changesBetween(path === "" ? name : `${path}.${name}`, was.get(name) ?? none, is.get(name) ?? none),
  );
  return [...changes, ...orderChange(path, before, after)];
}

// Only named blocks have an order with a meaning: the steps of a bake, or of a rollout.
function orderChange(path: string, before: readonly Member[], after: readonly Member[]): readonly FieldChange[] {
  const named = (members: readonly Member[]): readonly string[] =>
    members.filter(({ ordered }) => ordered).map(({ name }) => name);
  const [was, is] = [named(before), named(after)];
  const kept = is.filter((name) => was.includes(name));
  const keptBefore = was.filter((name) => is.includes(name));
  if (kept.join("\n") === keptBefore.join("\n")) return [];
  return [
    {
      kind: "set",
      path: path === "" ? "order" : `${path}.order`,
      before: keptBefore.join(", "),
      after: kept.join(", "),
    },
  ];
}

function listChanges(path: string, before: readonly string[], after: readonly string[]): readonly FieldChange[] {
  const added = without(after, before);
  const removed = without(before, after);
  const reordered = without(after, added).join("\n") !== without(before, removed).join("\n");
  return added.length + removed.length > 0 || reordered ? [{ kind: "items", path, added, removed, reordered }] : [];
}

/** The items beyond those of the other list; a repeated item counts as often as it stands. */
function without(items: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  return items.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function textOf(value: Value): string | null {
  return isEmpty(value) && value.kind !== "text" ? null : valueText(value);
}

function contentOf(value: Value): string | null {
  return value.kind === "text" ? (value.content ?? null) : null;
}
