import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actionsAt } from "../../src/ide/actions.ts";
import { carriedInto } from "../../src/ide/carried.ts";
import { applyEdits, editText } from "../../src/ide/edits.ts";
import { fileRenameEdits } from "../../src/ide/file-renames.ts";
import { foldsIn } from "../../src/ide/folding.ts";
import { formattingEdits, layoutEdits, onTypeFormattingEdits, rangeFormattingEdits } from "../../src/ide/formatting.ts";
import { inlayHints } from "../../src/ide/inlay-hints.ts";
import { lensesIn } from "../../src/ide/lenses.ts";
import { semanticTokens } from "../../src/ide/semantic-tokens.ts";
import { signatureAt } from "../../src/ide/signature-help.ts";
import { projectWith, snapshotOf, tinyShop } from "./project.ts";

/** The text after the action with that title, at the cursor. */
function acted(sources: Parameters<typeof projectWith>[0], title: string | RegExp, selected = ""): string {
  const { snapshot, uri, offset, text } = projectWith(sources);
  const actions = actionsAt(snapshot, uri, { start: offset, end: offset + selected.length });
  const action = actions.find((each) => (typeof title === "string" ? each.title === title : title.test(each.title)));
  if (!action) return `no such action; there are: ${actions.map((each) => each.title).join(", ")}`;
  return editText(text, action.edits);
}

describe("code actions", () => {
  test("a finding's own fix", () => {
    expect(acted("let port = 1\nlet b = por$0\n", "Use `port`")).toBe("let port = 1\nlet b = port\n");
  });

  test("all fixes at once", () => {
    expect(acted("let port = 1\nlet b = por$0\nlet c = pot\n", /^Fix all/)).toBe(
      "let port = 1\nlet b = port\nlet c = port\n",
    );
  });

  test("a missing import", () => {
    expect(acted("let calm = car$0eful\n", /^Import/)).toBe(
      'import { careful } from "std/rollouts"\n\nlet calm = careful\n',
    );
  });

  test("a missing import of a file that nobody imports yet", () => {
    const sources = { "main.immu": "let a = por$0t\n", "infra/web.immu": "let port = 8080\n" };
    expect(acted(sources, 'Import `port` from "./infra/web"')).toBe(
      'import { port } from "./infra/web"\n\nlet a = port\n',
    );
  });

  test("what a declaration extends is imported though a namesake of another kind is here", () => {
    const sources = {
      "main.immu": "network web {\n  vpc = {}\n  private = {}\n}\n\nimage own extends we$0b {\n}\n",
      "images.immu": 'import { debian_12 } from "std/images"\n\nimage web extends debian_12 {\n}\n',
      "networks.immu": "fleet web {\n}\n",
    };
    expect(acted(sources, 'Import `web` from "./images"')).toContain('import { web } from "./images"\n');
    expect(acted(sources, 'Import `web` from "./networks"')).toContain("no such action");
  });

  test("an unused import goes", () => {
    expect(acted('import { care$0ful, swift } from "std/rollouts"\nlet a = swift\n', "Remove the import")).toBe(
      'import { swift } from "std/rollouts"\nlet a = swift\n',
    );
    expect(acted('import { care$0ful } from "std/rollouts"\nlet a = 1\n', "Remove the import")).toBe("let a = 1\n");
  });

  test("imports are sorted, and the unused left out", () => {
    const source =
      'import { swift, careful } from "std/rollouts"\nimport { debian_12 } from "std/images"\n$0\nlet a = [swift, careful]\n';
    expect(acted(source, "Organize imports")).toBe(
      'import { careful, swift } from "std/rollouts"\n\nlet a = [swift, careful]\n',
    );
  });

  test("missing fields are added", () => {
    expect(acted('network m$0ain {\n  vpc = { Name: "main" }\n}\n', /^Add/)).toBe(
      'network main {\n  vpc = { Name: "main" }\n  private = {}\n}\n',
    );
    expect(acted("network m$0ain {}\n", /^Add/)).toBe("network main {\n  vpc = {}\n  private = {}\n}\n");
  });

  test("an expression becomes a `let`; one with local names does not", () => {
    expect(acted("/// Doc.\nlet a = $01 + 2\n", /^Extract/, "1 + 2")).toBe(
      "let extracted = 1 + 2\n\n/// Doc.\nlet a = extracted\n",
    );
    expect(acted("fn f(n: int): int = $0n + 2\n", /^Extract/, "n + 2")).toMatch(/^no such action/);
  });

  test("imports that can't be read stay as they are", () => {
    for (const text of [
      'import * from "./settings"\n',
      'import { a b } from "./a"\n',
      'import careful from "std/rollouts"\n',
    ])
      expect(acted(`${text}$0let x = 1\n`, "Organize imports")).toMatch(/^no such action/);
  });

  test("comments stay with what they are about", () => {
    expect(acted("let z = 1 // last\n// Why.\n/// What.\nlet a = $01 + 2\n", /^Extract/, "1 + 2")).toBe(
      "let z = 1 // last\nlet extracted = 1 + 2\n\n// Why.\n/// What.\nlet a = extracted\n",
    );
    const imports = 'import { b } from "./b"\nimport { a } from "./a" // theirs\n$0let x = [a, b]\n';
    expect(
      acted({ "main.immu": imports, "a.immu": "let a = 1\n", "b.immu": "let b = 1\n" }, "Organize imports"),
    ).toMatch(/^no such action/);
    expect(acted('network $0main {\n  vpc = { Name: "main" } // ours\n}\n', /^Add/)).toBe(
      'network main {\n  vpc = { Name: "main" } // ours\n  private = {}\n}\n',
    );
    expect(acted("network $0main { // ours\n}\n", /^Add/)).toBe(
      "network main { // ours\n  vpc = {}\n  private = {}\n}\n",
    );
  });

  test("only an expression that may be any other becomes a `let`", () => {
    const refused = [
      ["let m = { $0Name: 1 }\n", "Name"],
      ['let m = { $0"Name": 1 }\n', '"Name"'],
      ['fn f(x: $0"a" | "b"): int = 1\n', '"a"'],
      ["param x: int in $01..5\n", "1..5"],
      ["let m = match 2 { $02 => 1, else => 2 }\n", "2"],
      ['policy p on fleet f { require true else "x" }\ntest $0"x" { assert true }\n', '"x"'],
      [tinyShop.replace("override fleet.web", "override $0fleet.web"), "fleet.web"],
      [tinyShop.replace("image.web", "$0image.web"), "image"],
      [
        "let m = [$0environment.prod.fleet.web]\nproject p {}\nenvironment prod {}\nfleet web {}\n",
        "environment.prod.fleet",
      ],
    ] as const;
    for (const [text, selected] of refused) expect(acted(text, /^Extract/, selected), text).toMatch(/^no such action/);
  });

  test("the name of an extracted `let` is none that anything has there", () => {
    expect(acted("fn f(extracted: int): int = extracted + $02 * 3\n", /^Extract/, "2 * 3")).toBe(
      "let extracted_2 = 2 * 3\n\nfn f(extracted: int): int = extracted + extracted_2\n",
    );
  });
});

describe("formatting", () => {
  const messy = 'fleet   web{\n size=2..3\n\n\n\n  config = {A:"1",\n B:"2"}\n}\nlet   a=1\n';

  test("edits lead to the canonical layout, and again to nothing", () => {
    const { snapshot } = projectWith(messy);
    const after = applyEdits(snapshot, formattingEdits(snapshot, "main.immu"));
    expect(formattingEdits(after, "main.immu")).toEqual([]);
    expect(after.analyze().value.sources.get("main.immu")?.text).toContain("let a = 1\n");
  });

  test("edits of a range stay in it", () => {
    const { snapshot, text } = projectWith(messy);
    const start = text.indexOf("let");
    const edits = rangeFormattingEdits(snapshot, "main.immu", { start, end: text.length });
    expect(editText(text, edits)).toBe(`${text.slice(0, start)}let a = 1\n`);
  });

  test("a closing brace lays out what it closes", () => {
    const { snapshot, uri, offset, text } = projectWith("let   a=1\nfleet web{ http{port=80}$0 }\n");
    const result = editText(text, onTypeFormattingEdits(snapshot, uri, offset));
    expect(result).toBe("let   a=1\nfleet web{ http { port = 80 } }\n");
  });

  test("nothing is touched in broken text", () => {
    const { snapshot } = projectWith("let   a = \n");
    expect(formattingEdits(snapshot, "main.immu")).toEqual([]);
  });

  test("every example is laid out already, also with CRLF after one formatting", () => {
    const shop = resolve(import.meta.dirname, "../../examples/shop");
    for (const file of ["main.immu", "infra/fleets.immu", "infra/images.immu"]) {
      const text = readFileSync(join(shop, file), "utf8");
      const snapshot = snapshotOf({ "main.immu": text.replaceAll("\n", "\r\n") });
      const after = applyEdits(snapshot, formattingEdits(snapshot, "main.immu"));
      expect(formattingEdits(after, "main.immu")).toEqual([]);
    }
  });

  test("the edits between any two texts turn one into the other", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", ",", "{"), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(editText(before, layoutEdits("x", before, after))).toBe(after);
      }),
      { numRuns: 2000 },
    );
  });
});

test("renamed files keep their imports and paths", () => {
  const { snapshot } = projectWith({
    "main.immu": 'import { a } from "./infra/net"\nlet b = a\n',
    "infra/net.immu": 'import { c } from "./more"\nlet a = c\nimage w {\n  run r { script = "../run.sh" }\n}\n',
    "infra/more.immu": "let c = 1\n",
  });
  const edits = fileRenameEdits(snapshot, [{ from: "infra/net.immu", to: "net.immu" }]);
  const textAfter = (uri: string): string => {
    const before = snapshot.analyze().value.sources.get(uri)?.text ?? "";
    return editText(
      before,
      edits.filter(({ span }) => span.uri === uri),
    );
  };
  expect(textAfter("main.immu")).toContain('from "./net"');
  expect(textAfter("infra/net.immu")).toContain('from "./infra/more"');
  expect(textAfter("infra/net.immu")).toContain('script = "./run.sh"');
});

test("signatures, also of calls that are not finished", () => {
  const signature = (source: string): string => {
    const { snapshot, uri, offset } = projectWith(source);
    const found = signatureAt(snapshot, uri, offset);
    if (!found) return "none";
    const [start, end] = found.parameters[found.active ?? -1] ?? [0, 0];
    return found.label.slice(start, end);
  };
  expect(signature('let a = join(["x"], $0)\n')).toBe("separator: string");
  expect(signature("let a = join($0")).toBe("texts: [string]");
  expect(signature('let a = join(["x"], "y", $0')).toBe("");
  expect(signature('let a = join(["x"], "y")$0\n')).toBe("none");
});

test("inlay hints: types, arguments, defaults", () => {
  const { snapshot, text } = projectWith(
    'let list = [1, 2]\nlet a = join(["x"], "y")\nrollout r {\n  strategy = "rolling"\n}\n',
  );
  const found = inlayHints(snapshot, "main.immu", { start: 0, end: text.length }).map(
    ({ label, offset }) => `${offset}: ${label}`,
  );
  expect(found).toEqual([
    "8: : [int]",
    "23: : string",
    "31: texts =",
    "38: separator =",
    "54: bake = 30m, warmup = 1m, keep_previous = 1h",
  ]);
});

test("lenses tell who uses an image, and how long a release takes", () => {
  const { snapshot } = projectWith(tinyShop);
  const found = lensesIn(snapshot, "main.immu").map(({ text }) => text.replace(/[0-9a-f]{12}/, "#"));
  expect(found.slice(0, 2)).toEqual(["used by fleet.web", "fingerprint #"]);
  expect(found.find((text) => text.startsWith("staging"))).toMatch(/^staging: generation #, [0-9hms ]+ to roll out$/);
});

test("folds: bodies, comments, imports", () => {
  const { snapshot } = projectWith(
    '// a\n// b\nimport { x } from "./x"\nimport { y } from "./y"\nfleet w {\n  size = 1..2\n}\n',
  );
  expect(foldsIn(snapshot, "main.immu").map(({ kind }) => kind)).toEqual(["comment", "imports", "code"]);
});

test("tokens: words of the grammar are names where they are used as names", () => {
  const { snapshot, text } = projectWith("let import = 1\nlet b = import\n");
  const found = semanticTokens(snapshot, "main.immu").map(
    ({ span, type }) => `${text.slice(span.start, span.end)} ${type}`,
  );
  expect(found).toEqual(["let keyword", "import variable", "1 number", "let keyword", "b variable", "import variable"]);
});

test("findings that are carried over move with the text around them", () => {
  const diagnostic = { code: "IMMU6001", level: "error", message: "m", related: [], fixes: [] } as const;
  const at = (
    start: number,
    end: number,
  ): typeof diagnostic & { span: { uri: string; start: number; end: number } } => ({
    ...diagnostic,
    span: { uri: "a", start, end },
  });
  const carried = { diagnostics: [at(0, 1), at(4, 5), at(8, 9)], texts: new Map([["a", "0123456789"]]) };
  const moved = carriedInto(carried, new Map([["a", "0123xxx56789"]]));
  expect(moved.map(({ span }) => [span.start, span.end])).toEqual([
    [0, 1],
    [10, 11],
  ]);
});
