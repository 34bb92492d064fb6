import { expect, test } from "vitest";
import { applyEdits } from "../../src/ide/edits.ts";
import { renamableAt, renameAt } from "../../src/ide/rename.ts";
import { projectWith, tinyShop } from "./project.ts";

function renamed(sources: Parameters<typeof projectWith>[0], name: string): Readonly<Record<string, string>> | string {
  const { snapshot, uri, offset } = projectWith(sources);
  const renaming = renameAt(snapshot, uri, offset, name);
  if (!renaming) return "nothing to rename";
  if (renaming.kind === "refused") return renaming.reason;
  const after = applyEdits(snapshot, renaming.edits).analyze().value;
  const changed = [...after.sources].filter(([path]) => renaming.edits.some(({ span }) => span.uri === path));
  return Object.fromEntries(changed.map(([path, { text }]) => [path, text]));
}

const net = "let $0port = 80\nlet other = port\n";

test("across files and imports; an alias keeps its name", () => {
  expect(renamed({ "main.immu": 'import { port } from "./net"\nlet a = port\n', "net.immu": net }, "door")).toEqual({
    "main.immu": 'import { door } from "./net"\nlet a = door\n',
    "net.immu": "let door = 80\nlet other = door\n",
  });
  expect(renamed({ "main.immu": 'import { port as p } from "./net"\nlet a = p\n', "net.immu": net }, "door")).toEqual({
    "main.immu": 'import { door as p } from "./net"\nlet a = p\n',
    "net.immu": "let door = 80\nlet other = door\n",
  });
});

test("an alias alone, from any of its uses", () => {
  const sources = {
    "main.immu": 'import { port as p } from "./net"\nlet a = $0p + p\n',
    "net.immu": "let port = 80\n",
  };
  expect(renamed(sources, "q")).toEqual({ "main.immu": 'import { port as q } from "./net"\nlet a = q + q\n' });
});

test("an alias that is the name itself is an alias all the same", () => {
  const named = { "main.immu": 'import { port as p } from "./net"\nlet a = $0p\n', "net.immu": "let port = 80\n" };
  const same = { "main.immu": 'import { port as port } from "./net"\nlet a = $0port\n', "net.immu": "let port = 80\n" };
  const main = (text: string): unknown => ({ "main.immu": text });
  expect(renamed(named, "port")).toEqual(main('import { port as port } from "./net"\nlet a = port\n'));
  expect(renamed(same, "p")).toEqual(main('import { port as p } from "./net"\nlet a = p\n'));
  const declared = { "main.immu": same["main.immu"].replace("$0", ""), "net.immu": "let $0port = 80\n" };
  expect(renamed(declared, "door")).toEqual({
    "main.immu": 'import { door as port } from "./net"\nlet a = port\n',
    "net.immu": "let door = 80\n",
  });
});

test("a name that a file has for the same thing already is refused", () => {
  const twice = 'import { port } from "./net"\nimport { port as door } from "./net"\nlet a = $0port + door\n';
  expect(renamed({ "main.immu": twice, "net.immu": "let port = 80\n" }, "door")).toMatch(
    /would stand for something else/,
  );
});

test.each([
  ["let x = [base for $0base in [1]]\n", "let x = [item for item in [1]]\n"],
  ["let x = [$0base for base in [1]]\n", "let x = [item for item in [1]]\n"],
  ["fn f(base: int): int = $0base\n", "fn f(item: int): int = item\n"],
  [
    'policy p on fleet base { require $0base.size.max <= 3 else "no" }\n',
    'policy p on fleet item { require item.size.max <= 3 else "no" }\n',
  ],
])("a name that is `base` and stands for no base: %j", (before, after) => {
  expect(renamed(before, "item")).toEqual({ "main.immu": after });
  const back = after.replace("item", "$0item");
  expect(renamed(back, "base")).toEqual({ "main.immu": before.replace("$0", "") });
});

test("one of two namesakes that one import brings in", () => {
  const sources = {
    "main.immu": 'import { web } from "./web"\nlet i = image.web\nlet f = fleet.web\n',
    "web.immu": "image $0web {}\nfleet web {}\n",
  };
  expect(renamed(sources, "machine")).toEqual({
    "main.immu": 'import { machine, web } from "./web"\nlet i = image.machine\nlet f = fleet.web\n',
    "web.immu": "image machine {}\nfleet web {}\n",
  });
});

test("a parameter with its named arguments", () => {
  expect(renamed("fn add($0a: int): int = a\nlet x = add(a = 1)\n", "n")).toEqual({
    "main.immu": "fn add(n: int): int = n\nlet x = add(n = 1)\n",
  });
});

test("conflicts are refused by name", () => {
  expect(renamed("let $0a = 1\nlet b = a\n", "b")).toBe("`b` has that name already, in main.immu");
  expect(renamed({ "main.immu": 'import { port } from "./net"\nlet door = port\n', "net.immu": net }, "door")).toBe(
    "`door` has that name already, in main.immu",
  );
});

test("a name that would be captured is refused", () => {
  expect(renamed("let $0a = 1\nlet list = [a + b for b in [1]]\n", "b")).toMatch(/would stand for something else/);
});

test("words and texts that are no names are refused", () => {
  expect(renamed("let $0a = 1\n", "match")).toBe("`match` is a word of the language");
  expect(renamed("let $0a = 1\n", "a b")).toMatch(/is not a name/);
  expect(renamed("let $0a = 1\n", "")).toMatch(/is not a name/);
  expect(renamed("let $0a = 1\nlet c = a\n", "import")).toEqual({ "main.immu": "let import = 1\nlet c = import\n" });
});

test("the standard library is refused", () => {
  expect(renamed("fl$0eet web {}\n", "group")).toBe("`fleet` belongs to the standard library, which can't be changed");
  expect(renamed(tinyShop.replace("careful }", "care$0ful }"), "calm")).toMatch(/belongs to the standard library/);
  const { snapshot, uri, offset } = projectWith("let a = ma$0x(1, 2)\n");
  expect(renamableAt(snapshot, uri, offset)).toMatchObject({ kind: "refused" });
});

test.each([
  ["where it is written", "let shares = { $0europe: 50% }\nlet a = shares.europe\n"],
  ["in quotes", 'let shares = { "$0europe": 50% }\nlet a = shares.europe\n'],
  ["where it is read", "let shares = { europe: 50% }\nlet a = shares.$0europe\n"],
  ["where it is read by an index", 'let shares = { europe: 50% }\nlet a = shares["$0europe"]\n'],
])("a key of a map is refused, with the reason: %s", (_, source) => {
  const { snapshot, uri, offset } = projectWith(source);
  const refused = { kind: "refused", reason: expect.stringMatching(/^`europe` is a key of a map/) };
  expect(renamableAt(snapshot, uri, offset)).toEqual(refused);
  expect(renameAt(snapshot, uri, offset, "emea")).toEqual(refused);
});

test("the value of an entry is no key", () => {
  expect(renamed("let a = 1\nlet m = { k: $0a }\n", "b")).toEqual({ "main.immu": "let b = 1\nlet m = { k: b }\n" });
});

test("nothing to rename in white space", () => {
  expect(renamed("let a = 1\n\n$0\n\nlet b = 1\n", "c")).toBe("nothing to rename");
});
