import { describe, expect, test } from "vitest";
import { codesOf, compileFiles, lineOf, rendered } from "../support/compile.ts";

/** What a parameter of a type says about a text: nothing, or one finding. */
function said(type: string, text: string): readonly string[] {
  const { diagnostics, sources } = compileFiles(`param it: ${type}\n`, { params: { it: text } });
  return diagnostics.map((each) => lineOf(each, sources));
}

describe("values from the command line", () => {
  test.each([
    ["string", 'bare text, with "quotes" and ${braces}'],
    ["string", ""],
    ['string matching "^[a-z]+$"', "abc"],
    ['"small" | "large"', "small"],
    ["string?", "anything"],
    ["int", "8080"],
    ["int", "-3"],
    ["int?", "null"],
    ["decimal", "2"],
    ["decimal", "0.5"],
    ["bool", "true"],
    ["duration", "90s"],
    ["bytes", "20GiB"],
    ["percent", "12.5%"],
    ["range<int>", "2..20"],
    ["range<decimal>", "0.5..2"],
    ["[string]", '["a", "b"]'],
    ["[string]", "[]"],
    ["{string: int}", "{ a: 1 }"],
    ["{ x: int, y?: string }", "{ x: 1 }"],
    ["cidr", "10.0.0.0/8"],
    ["ip", "::1"],
    ["region", "eu-west-1"],
    ["arn", "arn:aws:iam::123456789012:role/a"],
    ["version", "1.2.3"],
    ["path", "./main.immu"],
    ["secret", "ssm:/shop/db"],
    ["percent | duration", "5s"],
  ])("%s takes %s", (type, text) => {
    expect(said(type, text)).toEqual([]);
  });

  test.each([
    ['string matching "^[a-z]+$"', "ABC", "IMMU4002"],
    ['"small" | "large"', "medium", "IMMU4006"],
    ["int", "three", "IMMU4006"],
    ["int", "2.5", "IMMU4006"],
    ["int", "", "IMMU4006"],
    ["int", "null", "IMMU4006"],
    ["int", "1 + 1", "IMMU4006"],
    ["int", "1\nlet other = 2", "IMMU4006"],
    ["int in 1..10", "11", "IMMU4002"],
    ["bool", "yes", "IMMU4006"],
    ["duration", "90", "IMMU4006"],
    ["duration", "90sec", "IMMU4006"],
    ["bytes", "20GB", "IMMU4006"],
    ["percent", "0.5", "IMMU4006"],
    ["range<int>", "20..2", "IMMU4006"],
    ["range<int>", "2..20s", "IMMU4006"],
    ["[string]", "a, b", "IMMU4006"],
    ["[string]", '["a", 1]', "IMMU4006"],
    ["[string] of 1..2", "[]", "IMMU4002"],
    ["{ x: int }", "{ y: 1 }", "IMMU4006"],
    ["cidr", "10.0.0.1/8", "IMMU4002"],
    ["cidr", "10.0.0.0/08", "IMMU4002"],
    ["cidr", "2001:db8::1/32", "IMMU4002"],
    ["cidr", "2001:DB8:0::/32", "IMMU4002"],
    ["region", "Ireland", "IMMU4002"],
    ["version", "latest", "IMMU4002"],
    ["path", "../outside", "IMMU4002"],
    ["network", "network.main", "IMMU4006"],
  ])("%s does not take %s", (type, text, code) => {
    const found = said(type, text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`--param it:1:4 ${code}`);
  });

  test("one that no file declares is refused", () => {
    expect(codesOf("param release: string\n", { params: { release: "1", realease: "2" } })).toEqual(["IMMU4005"]);
  });

  test("a missing one is said once, beside all that does not depend on it", () => {
    const source =
      'param count: int\nlet twice = count * 2\nlet wrong = 1 / 0\ntest "even" { assert twice % 2 == 1 }\n';
    expect(codesOf(source)).toEqual(["IMMU4004", "IMMU4001"]);
    const { diagnostics } = compileFiles(source, { purpose: "check" });
    expect(diagnostics.map((each) => `${each.code} ${each.level}`)).toEqual(["IMMU4004 info", "IMMU4001 error"]);
    expect(codesOf(source.replace("let wrong = 1 / 0\n", ""), { params: { count: "2" } })).toEqual(["IMMU5002"]);
  });

  test("a default is checked as a value given is", () => {
    expect(codesOf("param port: int in 1..65535 = 70000\n")).toEqual(["IMMU4002"]);
    expect(codesOf("param port: int in 1..65535 = 70000\n", { params: { port: "80" } })).toEqual(["IMMU4002"]);
  });

  test("a default may build on other parameters, wherever they are declared", () => {
    const source = 'param most: int = least * 3\nparam least: int = 2\ntest "sizes" { assert most == 6 }\n';
    expect(codesOf(source)).toEqual([]);
    expect(codesOf(source, { params: { least: "3" } })).toEqual(["IMMU5002"]);
    expect(codesOf("param a: int = b\nparam b: int = a\n")).toEqual(["IMMU2016"]);
  });
});

describe("a value that is given in place of a secret's address is shown nowhere", () => {
  test.each([
    ["param it: secret", "hunter2", "the parameter `it` takes the address of a secret, and what was given is none"],
    ["param it: secret?", "hunter2", "the parameter `it` takes the address of a secret, and what was given is none"],
    ["param it: [secret]", '["hunter2"]', "the parameter `it` takes [secret], and what was given is none"],
    [
      "param it: {string: secret}",
      '{ A: "hunter2" }',
      "the parameter `it` takes {string: secret}, and what was given is none",
    ],
    ["param it: { a: int, b?: secret }", '{ a: 1, b: "hunter2" }', "and what was given is none"],
    ["param item: secret", "hunter2", "no file of this project declares a parameter `it`"],
    ["param it: string\nlet db = secret(it)", "hunter2", "`secret(address)` can't be what is given"],
    ["param it: string\nlet db = secret(address = it)", "hunter2", "`secret(address)` can't be what is given"],
    [
      'param it: string\nfn of(path: string matching "^/"): secret = secret("ssm:${path}")\nlet db = of(it)',
      "hunter2",
      "`of(path)` must match ^/, and what is given does not",
    ],
  ])("%s", (source, given, message) => {
    const { diagnostics, sources } = compileFiles(`${source}\n`, { params: { it: given } });
    expect(diagnostics.some((each) => each.message.endsWith(message))).toBe(true);
    expect(rendered({ diagnostics, sources }) + JSON.stringify(diagnostics)).not.toContain("hunter2");
  });

  test("secrets within lists and maps are given as a source writes them", () => {
    const source =
      'param all: {string: secret}\nparam some: [secret]\ntest "all" { assert keys(all) == ["A"] and count(some) == 2 }\n';
    const params = { all: '{ A: secret("asm:shop") }', some: '[secret("ssm:/a"), secret(address = "ssm:/b")]' };
    expect(codesOf(source, { params })).toEqual([]);
    expect(codesOf(source, { params: { ...params, all: '{ A: secret("elsewhere") }' } })).toEqual(["IMMU4006"]);
    expect(codesOf(source, { params: { ...params, all: '{ A: lower("ssm:/a") }' } })).toEqual(["IMMU4006"]);
  });
});

test.each(["secret", "secret?", "[secret]", "secret | int", "{string: secret}"])(
  "a text in the place of %s is in no message",
  (type) => {
    const { diagnostics } = compileFiles(`param a: ${type} = "hunter2"\n`);
    expect(diagnostics.map(({ code }) => code)).toContain("IMMU3001");
    expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
  },
);
