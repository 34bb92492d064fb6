import { describe, expect, test } from "vitest";
import { usedBy, userAt, usesOf } from "../../src/ide/call-hierarchy.ts";
import { definitionAt, typeDefinitionAt } from "../../src/ide/definition.ts";
import { linkedSpansAt } from "../../src/ide/linked-editing.ts";
import { linksIn } from "../../src/ide/links.ts";
import type { Occurrence } from "../../src/ide/occurrences.ts";
import { highlightsAt, referencesIn, targetsAt } from "../../src/ide/references.ts";
import { selectionsAt } from "../../src/ide/selection.ts";
import { documentSymbols, workspaceSymbols } from "../../src/ide/symbols.ts";
import type { Snapshot } from "../../src/query/snapshot.ts";
import { projectWith, tinyShop } from "./project.ts";

/** Where the definition is, as `uri:text of the name`. */
function definition(sources: Parameters<typeof projectWith>[0], find = definitionAt): readonly string[] {
  const { snapshot, uri, offset } = projectWith(sources);
  return (find(snapshot, uri, offset)?.places ?? []).map((place) => {
    if (place.kind === "file") return `file ${place.path}`;
    if (place.kind === "module") return `module ${place.uri}`;
    const text = snapshot.analyze().value.sources.get(place.name.uri)?.text ?? "";
    return `${place.name.uri}: ${text.slice(place.whole.start, place.whole.end).split("\n")[0]}`;
  });
}

function referencesTo(snapshot: Snapshot, uri: string, offset: number): readonly Occurrence[] {
  const targets = targetsAt(snapshot, uri, offset);
  return [...snapshot.modules().value.all.keys()].flatMap((each) => referencesIn(snapshot, each, targets));
}

const inShop = (before: string, after: string): string => tinyShop.replace(before, after);

describe("definition", () => {
  test("of a name in another file, through an alias", () => {
    const sources = {
      "main.immu": 'import { port as p } from "./net"\nlet next = $0p + 1\n',
      "net.immu": "let port = 80\n",
    };
    expect(definition(sources)).toEqual(["net.immu: let port = 80"]);
  });

  test("of a field and a kind, in the standard library", () => {
    expect(definition("fleet web {\n  si$0ze = 2..3\n}\n")).toEqual([
      "std/fleet: size: range<int in 0..5000> per environment",
    ]);
    expect(definition("fl$0eet web {\n}\n")).toEqual(["std/fleet: kind fleet {"]);
  });

  test("of a member of a member", () => {
    expect(definition(`${tinyShop}let p = fleet.web.logs.ke$0ep\n`)).toEqual([
      "std/fleet: keep: duration in 1d..3650d = 30d per environment",
    ]);
  });

  test("of `base`: what the declaration extends", () => {
    expect(
      definition(
        'import { debian_12 } from "std/images"\nimage web extends debian_12 {\n  packages = [...ba$0se.packages]\n}\n',
      ),
    ).toEqual(["std/images: abstract image debian_12 {"]);
  });

  test("of a module and of a file that a path names", () => {
    expect(definition('import { a } from "./ot$0her"\n')).toEqual(["module other.immu"]);
    expect(definition('import { careful } from "std/roll$0outs"\n')).toEqual(["module std/rollouts"]);
    expect(definition('image web {\n  run setup { script = "./lib/se$0tup.sh" }\n}\n')).toEqual(["file lib/setup.sh"]);
  });

  test("of an import of two namesakes: both", () => {
    const sources = { "main.immu": 'import { w$0eb } from "./web"\n', "web.immu": "image web {}\nfleet web {}\n" };
    expect(definition(sources)).toEqual(["web.immu: image web {}", "web.immu: fleet web {}"]);
  });

  test("of a named argument", () => {
    expect(definition("fn add(a: int, b: int): int = a + b\nlet c = add(1, $0b = 2)\n")).toEqual(["main.immu: b"]);
  });

  test("type definition leads to the kind", () => {
    expect(definition(inShop("= careful", "= care$0ful"), typeDefinitionAt)).toEqual(["std/rollout: kind rollout {"]);
  });
});

test("references: everywhere, in all files, through aliases", () => {
  const { snapshot, uri, offset } = projectWith({
    "main.immu": 'import { port as p } from "./net"\nlet next = p + p\n',
    "net.immu": "let $0port = 80\nlet other = port\n",
  });
  const found = referencesTo(snapshot, uri, offset).map(({ span, text }) => `${span.uri}:${span.start}:${text}`);
  expect(found).toEqual([
    "net.immu:4:port",
    "net.immu:26:port",
    "main.immu:9:port",
    "main.immu:17:p",
    "main.immu:45:p",
    "main.immu:49:p",
  ]);
  const uses = referencesTo(snapshot, uri, offset).filter(({ role }) => role !== "declaration");
  expect(uses).toHaveLength(5);
});

test("highlights stay in the file", () => {
  const { snapshot, uri, offset } = projectWith("let a = 1\nlet b = $0a + a\n");
  expect(highlightsAt(snapshot, uri, offset).map(({ kind }) => kind)).toEqual(["declaration", "use", "use"]);
});

test("links lead to modules and files", () => {
  const { snapshot } = projectWith('import { a } from "./x"\nimage w {\n  copy c { from = "./data"  to = "/x" }\n}\n');
  expect(linksIn(snapshot, "main.immu").map(({ target }) => target)).toEqual([
    { kind: "module", uri: "x.immu" },
    { kind: "file", path: "data" },
  ]);
});

test("who uses an image, and what a fleet uses", () => {
  const { snapshot } = projectWith(tinyShop);
  const at = (text: string): number => tinyShop.indexOf(text) + text.length;
  const image = userAt(snapshot, "main.immu", at("image we"));
  const fleet = userAt(snapshot, "main.immu", at("fleet we"));
  expect(image && usesOf(snapshot, image.nameSpan).map(({ user }) => user.name)).toEqual(["fleet.web"]);
  expect(fleet && usedBy(snapshot, fleet.nameSpan).map(({ user }) => user.name)).toEqual([
    "image.web",
    "port",
    "balancer.public",
    "rollout.careful",
  ]);
});

test("linked editing only where no other file can see the name", () => {
  const spans = (source: string): number => {
    const { snapshot, uri, offset } = projectWith(source);
    return linkedSpansAt(snapshot, uri, offset).length;
  };
  expect(spans("fn add($0a: int): int = a + a\n")).toBe(3);
  expect(spans("private let $0a = 1\nlet b = a\n")).toBe(2);
  expect(spans("let $0a = 1\nlet b = a\n")).toBe(0);
});

test("selections grow outwards", () => {
  const { snapshot, uri, offset, text } = projectWith("fleet web {\n  size = base + 2$0..3\n}\n");
  const found = selectionsAt(snapshot, uri, offset).map(({ start, end }) => text.slice(start, end));
  expect(found).toEqual([
    "2",
    "base + 2",
    "base + 2..3",
    "size = base + 2..3",
    "\n  size = base + 2..3\n",
    "{\n  size = base + 2..3\n}",
    "fleet web {\n  size = base + 2..3\n}",
    text,
  ]);
});

test("the outline has what a file declares", () => {
  const { snapshot } = projectWith(tinyShop);
  const found = documentSymbols(snapshot, "main.immu");
  expect(found.map(({ name, detail }) => `${detail} ${name}`)).toEqual([
    "project shop",
    "let port",
    "image web",
    "network main",
    "balancer public",
    "fleet web",
    "environment staging",
    "environment prod",
  ]);
  expect(found.at(-1)?.children.map(({ name }) => name)).toEqual(["region", "network", "after", "override fleet.web"]);
  expect(workspaceSymbols(snapshot, "fweb").map(({ name }) => name)).toEqual(["fleet.web"]);
});
