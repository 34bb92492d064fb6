import { assertNever } from "../../../src/base/assert-never.ts";
import { quantityAt, steadyQuantities } from "./bases.ts";
import { escaped, quantityLiteral, textLiteral } from "./literals.ts";
import { int, mapValues, type Quantity, text, type Value } from "./model.ts";
import { shuffled } from "./style.ts";
import type { Writer } from "./writer.ts";
import { atom, binary, call, compound, GAP, list, map, onOneLine, operand, SPACE, type Written } from "./written.ts";

/** Where an expression stands. */
export interface Place {
  readonly file: number;
  /** The declaration it belongs to, by position: it may build on those after it. */
  readonly rank: number;
  readonly depth: number;
}

type Way = () => Written;

const deepest = 2;

/** An expression that has a value, in one of the many ways to come to it. */
export function write(writer: Writer, value: Value, place: Place): Written {
  const { choices } = writer;
  if (place.depth >= deepest) return inParentheses(writer, plain(writer, value, place));
  const inner = { ...place, depth: place.depth + 1 };
  const ways = [...detours(writer, value, inner), ...waysOf(writer, value, inner)];
  // As often plain as not.
  const way = ways[choices.pick("expressions", 2 * ways.length) - 1] ?? (() => plain(writer, value, place));
  return inParentheses(writer, way());
}

function inParentheses(writer: Writer, written: Written): Written {
  return writer.choices.pick("parentheses", 4) === 3 ? atom(`(${GAP}${written.text}${GAP})`) : written;
}

/** The value as it is, though its parts may be anything. */
function plain(writer: Writer, value: Value, place: Place): Written {
  const { choices } = writer;
  switch (value.kind) {
    case "bool":
      return atom(String(value.value));
    case "int":
    case "decimal":
    case "duration":
    case "bytes":
    case "percent":
      return quantityLiteral(choices, value);
    case "range":
      return binary(write(writer, int(value.from), place), "..", write(writer, int(value.to), place));
    case "text":
    case "choice":
      return textLiteral(choices, value.value);
    case "path":
      return textLiteral(choices, value.value);
    case "secret":
      return call("secret", write(writer, text(value.address), place).text);
    case "reference":
      return atom(writer.referTo(place.file, value));
    case "list":
      return list(value.items.map((item) => write(writer, item, place).text));
    case "map":
    case "record":
      return mapOf(writer, value.entries, place);
    default:
      return assertNever(value);
  }
}

function mapOf(writer: Writer, entries: Readonly<Record<string, Value>>, place: Place): Written {
  const written = Object.entries(entries).map(([key, item]) => entry(writer, key, write(writer, item, place).text));
  return map(shuffled(writer.choices, written));
}

export function entry(writer: Writer, key: string, item: string): string {
  const bare = /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && writer.choices.pick("expressions", 2) === 0;
  return `${bare ? key : `"${escaped(writer.choices, key)}"`}${GAP}:${SPACE}${item}`;
}

// ---------------------------------------------------------------- ways for every type

function detours(writer: Writer, value: Value, place: Place): readonly Way[] {
  const self = (): Written => write(writer, value, place);
  const other = (): Written => write(writer, otherThan(value), { ...place, depth: deepest });
  const holds = (result: boolean): string => condition(writer, result, place).text;
  const conditional = (test: string, then: Written, otherwise: Written): Written =>
    compound(`if${SPACE}${test}${SPACE}then${SPACE}${then.text}${SPACE}else${SPACE}${otherwise.text}`);
  const match = (subject: string, ...arms: readonly string[]): Written =>
    atom(`match${SPACE}${subject}${SPACE}{${SPACE}${arms.join(`,${SPACE}`)}${SPACE}}`);
  const local = (): string => writer.fresh();
  const ways: Way[] = [
    () => conditional(holds(true), self(), other()),
    () => conditional(holds(false), other(), self()),
    () => match(operand(condition(writer, true, place)), `true => ${self().text}`, `false => ${other().text}`),
    () => match("3", `1 | 2 => ${other().text}`, `3 => ${self().text}`, `else => ${other().text}`),
    () =>
      match(
        `(${conditional(holds(true), atom("1"), atom("null")).text})`,
        `null => ${other().text}`,
        `else => ${self().text}`,
      ),
    () => atom(letFor(writer, value, place)),
    () => atom(letFor(writer, value, place)),
  ];
  if (value.kind === "record") return ways;
  const fallback = (maybe: Written): Written => binary(maybe, "??", other());
  ways.push(
    () => fallback(atom(`${list([other().text, self().text]).text}[1]`)),
    () => atom(`${map([`here: ${self().text}`, `there: ${other().text}`]).text}.here`),
    () => atom(`${map([`"here": ${self().text}`]).text}["here"]`),
    () => binary(atom("null"), "??", self()),
    () => fallback(compound(`(${conditional(holds(true), self(), atom("null")).text})`)),
    () => {
      const name = local();
      return fallback(atom(`[${name} for ${name} in ${list([self().text]).text}][0]`));
    },
    () => {
      const [index, name] = [local(), local()];
      return fallback(
        atom(`[${name} for ${index}, ${name} in ${list([other().text, self().text]).text} if ${index} == 1][0]`),
      );
    },
  );
  if (value.kind === "reference" || isUntyped(value)) return ways;
  ways.push(() => throughFunction(writer, value, place, self));
  if (value.kind !== "secret") ways.push(() => atom(paramFor(writer, value, place)));
  if (value.kind === "choice") return ways;
  ways.push(
    () => call(genericFunction(writer, place), self().text),
    () => fallback(atom(`${call("values", map([`a: ${self().text}`]).text).text}[0]`)),
  );
  return ways;
}

/** Whether a value does not tell of what it is a list or map. */
function isUntyped(value: Value): boolean {
  return (
    (value.kind === "list" && value.items.length === 0) ||
    (value.kind === "map" && Object.keys(value.entries).length === 0)
  );
}

/** A value of the same type that is another one, for places that are never looked at. */
function otherThan(value: Value): Value {
  switch (value.kind) {
    case "bool":
      return { kind: "bool", value: !value.value };
    case "int":
    case "decimal":
    case "duration":
    case "bytes":
    case "percent":
      return { kind: value.kind, amount: value.amount + 1000 };
    case "range":
      return { kind: "range", from: value.from + 1, to: value.to + 9 };
    case "text":
    case "path":
      return text(`not ${value.value.length}`);
    case "choice":
      return { ...value, value: value.among.find((each) => each !== value.value) ?? value.value };
    case "secret":
      return { kind: "secret", address: "asm:another" };
    case "reference":
      return value;
    case "list":
      return { kind: "list", items: value.items.slice(1) };
    case "map":
    case "record":
      return { ...value, entries: mapValues(value.entries, otherThan) };
    default:
      return assertNever(value);
  }
}

/** How a value's type is written. */
function typeOf(value: Value): string {
  switch (value.kind) {
    case "range":
      return "range<int>";
    case "text":
    case "path":
      return "string";
    case "choice":
      return value.among.map((each) => JSON.stringify(each)).join(` | `);
    case "reference":
      return value.of;
    case "list":
      return value.items[0] ? `[${typeOf(value.items[0])}]` : "[string]";
    case "map":
    case "record": {
      const [first] = Object.values(value.entries);
      return `{ string: ${first ? typeOf(first) : "string"} }`;
    }
    default:
      return value.kind;
  }
}

function letFor(writer: Writer, value: Value, place: Place): string {
  const file = writer.fileFor(place.file);
  const name = writer.fresh();
  const written = write(writer, value, { ...place, file: value.kind === "reference" ? place.file : file });
  const home = value.kind === "reference" ? place.file : file;
  writer.add(home, { text: `let${SPACE}${name}${SPACE}=${SPACE}${written.text}`, name, mayHide: true });
  return writer.nameIn(place.file, { home, name });
}

function paramFor(writer: Writer, value: Value, place: Place): string {
  const file = writer.fileFor(place.file);
  const name = writer.fresh();
  const isText = value.kind === "text" || value.kind === "choice" || value.kind === "path";
  const isGiven = isText && writer.choices.pick("expressions", 3) === 2;
  if (isGiven) writer.give(name, value.value);
  const initial = isGiven ? otherThan(value) : value;
  const written = write(writer, initial, { ...place, file, depth: place.depth + 1 });
  writer.add(file, {
    text: `param${SPACE}${name}${GAP}:${SPACE}${typeOf(value)}${SPACE}=${SPACE}${written.text}`,
    name,
    mayHide: false,
  });
  return writer.nameIn(place.file, { home: file, name });
}

function throughFunction(writer: Writer, value: Value, place: Place, self: Way): Written {
  const file = writer.fileFor(place.file);
  const [name, first, second] = [writer.fresh(), writer.fresh(), writer.fresh()];
  const type = typeOf(value);
  const initial = write(writer, otherThan(value), { ...place, file, depth: deepest });
  const bodies = [
    [first, [self().text]],
    [second, [`${second} = ${self().text}`]],
    [`if ${first} == 1 then ${second} else ${second}`, ["1", `${second} = ${self().text}`]],
  ] as const;
  const which = writer.choices.pick("expressions", bodies.length);
  const [body, given] = bodies[which] ?? bodies[0];
  const parameters = [
    which === 0 ? `${first}: ${type}` : `${first}: int = 0`,
    ...(which === 0 ? [] : [`${second}: ${type} = ${initial.text}`]),
  ];
  const head = `fn${SPACE}${name}(${GAP}${parameters.join(`,${SPACE}`)}${GAP}):${SPACE}${type}`;
  writer.add(file, { text: `${head}${SPACE}=${SPACE}${body}`, name, mayHide: true });
  return call(writer.nameIn(place.file, { home: file, name }), ...given);
}

function genericFunction(writer: Writer, place: Place): string {
  const file = writer.fileFor(place.file);
  const [name, parameter] = [writer.fresh(), writer.fresh()];
  writer.add(file, { text: `fn${SPACE}${name}<T>(${parameter}: T): T =${SPACE}${parameter}`, name, mayHide: true });
  return writer.nameIn(place.file, { home: file, name });
}

/** An expression that is true, or false. */
export function condition(writer: Writer, result: boolean, place: Place): Written {
  const deeper = { ...place, depth: place.depth + 1 };
  const number = (amount: number): Written => write(writer, int(amount), deeper);
  const again = (wanted: boolean): Written => condition(writer, wanted, deeper);
  if (place.depth >= deepest) return atom(String(result));
  const low = number(7);
  const ways: readonly Way[] = [
    () => compound(`not${SPACE}${operand(again(!result))}`),
    () => (result ? binary(low, "<", number(8)) : binary(low, ">=", number(8))),
    () => binary(again(result), "and", result ? again(true) : again(false)),
    () => binary(again(result), "or", again(result)),
    () => binary(number(result ? 3 : 30), "in", list(["1", "2", "3"])),
    () => binary(number(result ? 3 : 30), "in", atom("(1..9)")),
    () => binary(call("lower", `"K"`), "in", map([`${result ? "k" : "j"}: 1`])),
    () => call("starts_with", `"abc"`, result ? `"ab"` : `"b"`),
    () => call("ends_with", `"abc"`, result ? `"bc"` : `"b"`),
    () => call(result ? "all" : "any", list([again(result).text, again(result).text]).text),
    () => binary(call("lower", `"A"`), result ? "==" : "!=", call("lower", `"a"`)),
    () => binary(atom(`${list([`1`]).text}[${result ? 5 : 0}]`), "==", atom("null")),
    () => binary(write(writer, { kind: "duration", amount: 90_000 }, deeper), result ? "<=" : ">", atom("2m")),
  ];
  return ways[writer.choices.pick("expressions", 2 * ways.length) - 1]?.() ?? atom(String(result));
}

// ---------------------------------------------------------------- ways of one type

function waysOf(writer: Writer, value: Value, place: Place): readonly Way[] {
  switch (value.kind) {
    case "bool":
      return [() => condition(writer, value.value, place)];
    case "int":
    case "decimal":
    case "duration":
    case "bytes":
    case "percent":
      return quantityWays(writer, value, place);
    case "range":
      return rangeWays(writer, value, place);
    case "text":
    case "path":
      return textWays(writer, value.value, place);
    case "list":
      return value.items.length > 0 ? listWays(writer, value.items, place) : [() => list([`...${list([]).text}`])];
    case "map":
      return Object.keys(value.entries).length > 0 ? mapWays(writer, value.entries, place) : [];
    default:
      return [];
  }
}

function quantityWays(writer: Writer, { kind, amount }: Quantity, place: Place): readonly Way[] {
  const part = (count: number): Written => write(writer, { kind, amount: count }, place);
  const number = (count: number): Written => write(writer, int(count), place);
  const step = 1 + writer.choices.pick("expressions", 50);
  const ways: Way[] = [
    () => binary(part(amount + step), "-", part(step)),
    () => binary(part(0), "+", part(amount)),
    () => compound(`-${GAP}${operand(compound(`-${GAP}${operand(part(amount))}`))}`),
    () => call("min", part(amount).text, part(amount + step).text),
    () => call("max", part(0).text, part(amount).text),
    () => atom(`(${binary(part(amount), "..", part(amount + step)).text}).min`),
    () => atom(`(${binary(part(0), "..", part(amount)).text}).max`),
    () => binary(number(1), "*", part(amount)),
  ];
  if (amount >= step) ways.push(() => binary(part(amount - step), "+", part(step)));
  if (amount % 2 === 0) ways.push(() => binary(part(amount / 2), "*", number(2)));
  if (kind !== "int") ways.push(() => binary(part(amount * step), "/", number(step)));
  if (kind === "duration" || kind === "bytes" || kind === "percent") {
    ways.push(() => binary(write(writer, { kind: "percent", amount: 5000 }, place), "*", part(amount * 2)));
    ways.push(...besideOthers(writer, { kind, amount }, place));
  }
  if (kind === "int") {
    ways.push(
      () => call("round", binary(number(amount * 2), "/", number(2)).text),
      () => call("floor", binary(number(amount), "+", atom("0.75")).text),
      () => call("ceil", binary(number(amount), "-", atom("0.75")).text),
      () => binary(number(amount), "%", number(amount + step)),
      ...besideOthers(writer, { kind, amount }, place),
    );
    if (amount > 0 && amount <= 9) {
      ways.push(
        () => call("length", write(writer, text("é".repeat(amount)), place).text),
        () => call("count", call("sequence", "1", number(amount).text).text),
      );
    }
  }
  if (kind === "decimal")
    ways.push(() => binary(write(writer, { kind: "duration", amount: amount * 10 }, place), "/", atom("1s")));
  return ways;
}

// As much as another declaration's field, and the difference.
function besideOthers(writer: Writer, { kind, amount }: Quantity, place: Place): readonly Way[] {
  const ways: Way[] = [];
  for (const declaration of writer.project.declarations.slice(place.rank + 1)) {
    if (writer.homeOf(`${declaration.kind}.${declaration.name}`) < place.file) continue;
    for (const path of steadyQuantities[declaration.kind] ?? []) {
      const found = quantityAt(declaration.kind, declaration.body, path);
      if (found?.kind !== kind) continue;
      ways.push(() => {
        const target = { kind: "reference", of: declaration.kind, name: declaration.name, std: null } as const;
        // The kind before the name, as a member of a bare name is one of the language's as well.
        const other = atom(`${writer.referTo(place.file, target)}.${path}`);
        const difference = amount - found.amount;
        const rest = write(writer, { kind, amount: Math.abs(difference) }, place);
        return binary(other, difference < 0 ? "-" : "+", rest);
      });
    }
  }
  return ways;
}

function rangeWays(writer: Writer, { from, to }: Value & { kind: "range" }, place: Place): readonly Way[] {
  const range = (low: number, high: number): Written => write(writer, { kind: "range", from: low, to: high }, place);
  const end = (written: Written, name: string): Written => atom(`(${written.text}).${name}`);
  return [
    () => binary(end(range(from, to + 3), "min"), "..", end(range(0, to), "max")),
    () =>
      binary(
        call("min", write(writer, int(from), place).text, write(writer, int(to), place).text),
        "..",
        write(writer, int(to), place),
      ),
  ];
}

function textWays(writer: Writer, value: string, place: Place): readonly Way[] {
  const { choices } = writer;
  const piece = (part: string): Written => write(writer, text(part), place);
  const characters = [...value];
  const at = choices.pick("expressions", characters.length + 1);
  const [before, after] = [characters.slice(0, at).join(""), characters.slice(at).join("")];
  const hole = ({ text: inner }: Written, stands: string): string =>
    `\${${onOneLine(inner) ?? `"${escaped(choices, stands)}"`}}`;
  const ways: Way[] = [
    () => atom(`"${escaped(choices, before)}${hole(piece(after), after)}"`),
    () => atom(`"${hole(piece(before), before)}${hole(piece(after), after)}"`),
    () => call("join", write(writer, { kind: "list", items: [text(before), text(after)] }, place).text, `""`),
    () => call("join", list([piece(before).text, piece(after).text]).text, piece("").text),
  ];
  if (!value.includes("\u0001")) {
    ways.push(
      () => binary(atom(`${call("split", piece(`${value}\u0001b`).text, `"\\u{1}"`).text}[0]`), "??", piece("")),
      () => call("replace", piece(`${before}\u0001${after}`).text, `"\\u{1}"`, `""`),
    );
  }
  const number = /^(\D*)([1-9]\d{0,8})([\s\S]*)$/.exec(value);
  if (number) {
    const [, start = "", digits = "", rest = ""] = number;
    ways.push(() =>
      atom(
        `"${escaped(choices, start)}${hole(write(writer, int(Number(digits)), place), digits)}${escaped(choices, rest)}"`,
      ),
    );
  }
  if (/^[a-z .:/-]+$/.test(value)) ways.push(() => call("lower", piece(value.toUpperCase()).text));
  if (value === "true" || value === "false")
    ways.push(() => atom(`"${hole(condition(writer, value === "true", place), value)}"`));
  return ways;
}

function listWays(writer: Writer, items: readonly Value[], place: Place): readonly Way[] {
  const part = (some: readonly Value[]): Written => write(writer, { kind: "list", items: some }, place);
  const one = (item: Value): string => write(writer, item, place).text;
  const at = writer.choices.pick("expressions", items.length + 1);
  const [before, after] = [items.slice(0, at), items.slice(at)];
  const spread = (written: Written): string => `...${GAP}${operand(written)}`;
  const holds = (result: boolean): string => condition(writer, result, place).text;
  const ways: Way[] = [
    () => list([spread(part(before)), ...after.map(one)]),
    () => list([...before.map(one), spread(part(after))]),
    () => list([spread(part(before)), spread(compound(`if ${holds(true)} then ${part(after).text} else []`))]),
    () => list([...items.map(one), spread(compound(`if ${holds(false)} then ${part(items).text} else []`))]),
    () => {
      const name = writer.fresh();
      return atom(`[${GAP}${name} for ${name} in ${part(items).text}${GAP}]`);
    },
    () => {
      const [index, name] = [writer.fresh(), writer.fresh()];
      const longer = part([...items, ...items.slice(0, 1)]);
      return atom(`[${name} for ${index}, ${name} in ${longer.text} if ${index} < ${items.length}]`);
    },
  ];
  const values = items.flatMap((item) => (item.kind === "text" ? [item.value] : []));
  if (values.length < items.length) return ways;
  if (new Set(values).size === values.length) {
    ways.push(() => call("distinct", part([...items, ...items]).text));
    if (
      values.every((each, index) => index === 0 || (values[index - 1] ?? "") < each) &&
      values.every((each) => /^[!-~]+$/.test(each))
    ) {
      ways.push(
        () => call("sort", part([...items].reverse()).text),
        () =>
          call(
            "keys",
            map(
              shuffled(
                writer.choices,
                values.map((each) => entry(writer, each, "1")),
              ),
            ).text,
          ),
      );
    }
  }
  if (values.every((each) => !each.includes("|")))
    ways.push(() => call("split", write(writer, text(values.join("|")), place).text, `"|"`));
  return ways;
}

function mapWays(writer: Writer, entries: Readonly<Record<string, Value>>, place: Place): readonly Way[] {
  const part = (some: Readonly<Record<string, Value>>): Written => write(writer, { kind: "map", entries: some }, place);
  const written = (some: Readonly<Record<string, Value>>): readonly string[] =>
    Object.entries(some).map(([key, item]) => entry(writer, key, write(writer, item, place).text));
  const keys = Object.keys(entries);
  const at = writer.choices.pick("expressions", keys.length + 1);
  const only = (names: readonly string[]): Readonly<Record<string, Value>> =>
    Object.fromEntries(Object.entries(entries).filter(([key]) => names.includes(key)));
  const [first, second] = [only(keys.slice(0, at)), only(keys.slice(at))];
  const spread = (given: Written): string => `...${GAP}${operand(given)}`;
  const ways: Way[] = [
    () => map([spread(part(first)), ...written(second)]),
    () => map([...written(first), spread(part(second))]),
    () => map([spread(part(mapValues(first, otherThan))), spread(part(entries))]),
    () => map([spread(part(mapValues(entries, otherThan))), ...written(entries)]),
  ];
  const isText = Object.values(entries).every((value) => value.kind === "text");
  if (isText) {
    ways.push(() => {
      const [key, item] = [writer.fresh(), writer.fresh()];
      return atom(`{ "\${${key}}": ${item} for ${key}, ${item} in ${part(entries).text} }`);
    });
  }
  return ways;
}
