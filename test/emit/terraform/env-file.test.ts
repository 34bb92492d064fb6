import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { environmentFile } from "../../../src/emit/terraform/env-file.ts";
import { isVariableName } from "../../../src/emit/variable-name.ts";
import { sharedFolder } from "../../host/temporary-folder.ts";
import { hostileTexts } from "./plans.ts";

const folder = sharedFolder();

test("a file of settings is sorted, quoted, and escapes what a shell would expand", () => {
  expect(environmentFile({ B: 'say "hi"', A: "$HOME `id` \\ 'x'", C: "two\nlines" })).toBe(
    `A="\\$HOME \\\`id\\\` \\\\ 'x'"\nB="say \\"hi\\""\nC="two\nlines"\n`,
  );
});

// As systemd does, which drops nothing and expands nothing either, a shell must read any text back.
test("a shell reads any text back", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(...hostileTexts),
    fc.stringMatching(/^[\\"$`\n\r'a ]{0,12}$/),
  );
  fc.assert(
    fc.property(
      fc.array(
        text.filter((each) => !each.includes("\0")),
        { minLength: 1, maxLength: 8 },
      ),
      (texts) => {
        const names = texts.map((_, index) => `SETTING_${index}`);
        writeFileSync(
          join(folder, "file.env"),
          environmentFile(Object.fromEntries(texts.map((value, index) => [names[index] ?? "", value]))),
        );
        const script = `. ./file.env; printf '%s\\0' ${names.map((name) => `"$${name}"`).join(" ")}`;
        const printed = execFileSync("sh", ["-c", script], { cwd: folder, env: {} });
        expect(printed.toString("utf8").split("\0").slice(0, -1)).toEqual(texts);
      },
    ),
    { numRuns: 60 },
  );
});

// systemd's own reader of EnvironmentFile=, for the form that we write: between double quotes a backslash stands before
// `"`, `\`, `` ` `` and `$`; before anything else it is kept; before a line end both go (src/basic/env-file.c).
test("systemd's rules read any text back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const written = environmentFile({ A: text });
      expect(written.startsWith('A="') && written.endsWith('"\n')).toBe(true);
      expect(systemdValue(written.slice('A="'.length, -'"\n'.length))).toBe(text);
    }),
  );
});

test.each([
  ["LOG_LEVEL", true],
  ["_x1", true],
  ["1x", false],
  ["log-level", false],
  ["A=B", false],
  ["", false],
  ["\u00c4", false],
])("%j as the name of a variable: %j", (name, expected) => {
  expect(isVariableName(name)).toBe(expected);
});

function systemdValue(quoted: string): string {
  expect(quoted.replace(/\\./gs, "")).not.toContain('"');
  return quoted.replace(/\\(.)/gs, (written, after: string) => {
    if (after === "\n") return "";
    return '"\\`$'.includes(after) ? after : written;
  });
}
