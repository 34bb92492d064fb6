import { expect, test } from "vitest";
import { hoverAt } from "../../src/ide/hover.ts";
import { projectWith, tinyShop } from "./project.ts";

function expectHover(sources: Parameters<typeof projectWith>[0], expected: string | null): void {
  const { snapshot, uri, offset } = projectWith(sources);
  const hover = hoverAt(snapshot, uri, offset);
  expect(hover?.markdown ?? null).toBe(expected);
}

const inShop = (before: string, after: string): string => tinyShop.replace(before, after);

test("a `let` shows its type and value", () => {
  expectHover(
    "/// Where it listens.\nlet po$0rt = 8080 + 1\n",
    "```immu\nlet port: int\n```\n\nWhere it listens.\n\n= `8081`",
  );
});

test("a field shows its declaration, its doc and its value in each environment that differs", () => {
  expectHover(
    inShop("size      =", "si$0ze      ="),
    "```immu\nfleet.size: range<int in 0..5000> per environment\n```\n\nHow few and how many instances the fleet may have: `2..20`.\n\n= `2..20`\n\n- `prod`: `6..60`",
  );
});

test("an overridden field shows what it comes to in its environment", () => {
  expectHover(
    inShop("{ size = 6..60 }", "{ si$0ze = base.size.min..60 }"),
    "```immu\nfleet.size: range<int in 0..5000> per environment\n```\n\nHow few and how many instances the fleet may have: `2..20`.\n\n= `2..60`",
  );
});

test("an image shows its fingerprint", () => {
  const { snapshot, uri, offset } = projectWith(
    inShop("image = image.web", "image = image.w$0eb").replace("image     = image.web", "image     = image.w$0eb"),
  );
  const hover = hoverAt(snapshot, uri, offset);
  expect(hover?.markdown).toMatch(
    /^```immu\nimage web extends ubuntu_2404\n```\n\nThe web tier's machine.\n\nFingerprint `[0-9a-f]{12}`, for eu-west-1$/,
  );
});

test("a fleet shows how each environment has it", () => {
  const { snapshot, uri, offset } = projectWith(inShop("fleet web", "fleet w$0eb"));
  const hover = hoverAt(snapshot, uri, offset);
  expect(hover?.markdown).toMatch(/\| staging \| 2\.\.20 \| careful \(canary, [0-9hms ]+\) \| `[0-9a-f]{12}` \|/);
  expect(hover?.markdown).toMatch(/\| prod \| 6\.\.60 \|/);
});

test("a function of the prelude shows its signature", () => {
  expectHover('let text = upp$0er("a")\n', "```immu\nfn upper(text: string): string\n```\n\nIn upper-case letters.");
});

test("an expression shows its type and value", () => {
  expectHover('let greeting = "a ${1 $0+ 2} b"\n', "```immu\nint\n```\n\n= `3`");
});

test("names in a function have types and no values", () => {
  expectHover("fn twice(n: int): int = $0n * 2\n", "```immu\nn: int\n```");
});

test("names of a comprehension have the types of what they stand for, used or not", () => {
  expectHover("let x = [1 for $0n in [1, 2]]\n", "```immu\nn: int\n```");
  expectHover("let x = [1 for k, $0v in { a: 1s }]\n", "```immu\nv: duration\n```");
  expectHover("let x = [v for $0k, v in { a: 1s }]\n", "```immu\nk: string\n```");
  expectHover("let x = [1 for $0i, n in [1, 2]]\n", "```immu\ni: int\n```");
});

test("there is nothing to say about white space", () => {
  expectHover("let a = 1\n\n$0\n\nlet b = 2\n", null);
});
