import { expect, it } from "vitest";
import { jsonDiagnostics } from "../../src/diagnostics/render/render-json.ts";
import { sarifLog } from "../../src/diagnostics/render/render-sarif.ts";
import { definitions } from "../../src/query/definitions.gen.ts";
import { misspelt } from "./misspelt.ts";

const { diagnostics, sources } = misspelt;

it("JSON has every part of a finding, with lines and columns from 1", () => {
  expect(jsonDiagnostics(diagnostics, sources)).toEqual([
    {
      code: "IMMU3002",
      level: "error",
      message: "network main has no attribute `privat`",
      help: "did you mean `private`?",
      location: {
        file: "net work.immu",
        start: { line: 2, column: 3, offset: 17 },
        end: { line: 2, column: 9, offset: 23 },
      },
      related: [
        {
          message: "in this one",
          location: {
            file: "net work.immu",
            start: { line: 1, column: 9, offset: 8 },
            end: { line: 1, column: 13, offset: 12 },
          },
        },
      ],
      fixes: [
        {
          title: "Write `private`",
          edits: [
            {
              location: {
                file: "net work.immu",
                start: { line: 2, column: 3, offset: 17 },
                end: { line: 2, column: 9, offset: 23 },
              },
              text: "private",
            },
          ],
        },
      ],
    },
  ]);
});

it("SARIF has the shape that the standard asks for", () => {
  const log = sarifLog({ diagnostics, sources, definitions, version: "1.2.3" });
  expect(log.version).toBe("2.1.0");
  const [run] = log.runs;
  expect(run?.columnKind).toBe("utf16CodeUnits");
  expect(run?.tool.driver).toMatchObject({ name: "immuc", semanticVersion: "1.2.3" });
  const [result] = run?.results ?? [];
  // A result's rule is the one that its index points at.
  expect(run?.tool.driver.rules?.[result?.ruleIndex ?? -1]?.id).toBe(result?.ruleId);
  const artifactLocation = { uri: "net%20work.immu", uriBaseId: "%SRCROOT%" };
  const region = { startLine: 2, startColumn: 3, endLine: 2, endColumn: 9, charOffset: 17, charLength: 6 };
  expect(result).toEqual({
    ruleId: "IMMU3002",
    ruleIndex: 0,
    level: "error",
    message: { text: "network main has no attribute `privat`\ndid you mean `private`?" },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    relatedLocations: [
      {
        id: 0,
        message: { text: "in this one" },
        physicalLocation: {
          artifactLocation,
          region: { startLine: 1, startColumn: 9, endLine: 1, endColumn: 13, charOffset: 8, charLength: 4 },
        },
      },
    ],
    fixes: [
      {
        description: { text: "Write `private`" },
        artifactChanges: [
          { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: "private" } }] },
        ],
      },
    ],
  });
});

it("SARIF lists each rule once, with its level", () => {
  const twice = [...diagnostics, ...diagnostics, ...diagnostics.map((each) => ({ ...each, level: "info" as const }))];
  const [run] = sarifLog({ diagnostics: twice, sources, definitions, version: "1.2.3" }).runs;
  expect(run?.tool.driver.rules?.map((rule) => rule.id)).toEqual(["IMMU3002"]);
  expect(run?.tool.driver.rules?.[0]?.defaultConfiguration?.level).toBe("error");
  expect(run?.results?.map((result) => result.level)).toEqual(["error", "error", "note"]);
});
