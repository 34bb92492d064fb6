import { distance } from "fastest-levenshtein";
import { byText } from "../../base/order.ts";
import type { DiagnosticDefinition } from "../../diagnostics/definition.ts";
import type { Palette } from "../../diagnostics/render/palette.ts";
import { definitions } from "../../query/definitions.gen.ts";
import { defineCommand, flag, optionalWord } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  summary: "say what a diagnostic means, with samples",
  description:
    "Says what a diagnostic means and what to do about it, with a failing and a passing sample. Without a code, lists all " +
    "that there are.",
  arguments: { code: optionalWord("code", "such as IMMU2001, or just 2001") },
  options: { json: flag("--json", "print one JSON document") },
  run({ terminal, arguments: { code }, options }) {
    if (code === undefined) {
      if (options.json) throw new UsageError("--json prints one diagnostic; its code is missing");
      terminal.print(list(terminal.printColors));
      return exitCodes.fine;
    }
    const definition = findDefinition(code);
    terminal.print(options.json ? asJson(definition) : asText(definition, terminal.printColors));
    return exitCodes.fine;
  },
});

/** What to do where no code is near enough to suggest. */
const notACode =
  "  A code stands in brackets behind `error`, `warning` or `note`; `immuc explain` alone lists them all.";

type AnyDefinition = DiagnosticDefinition<never>;

function findDefinition(word: string): AnyDefinition {
  // As it is printed, too: `error[IMMU2001]:`.
  const bare = word.trim().replace(/^(?:error|warning|note)?\[(.*)\]:?$/i, "$1");
  const wanted = bare.toUpperCase().replace(/^(IMMU)?/, "IMMU");
  const found = definitions.find((definition) => definition.code === wanted);
  if (found) return found;
  const isCode = /^IMMU\d+$/.test(wanted);
  const near = definitions
    .map((definition) => ({ definition, away: distance(definition.code, wanted) }))
    .filter(({ away }) => isCode && away === 1)
    .sort(byText(({ definition }) => definition.code))
    .slice(0, 3)
    .map(({ definition }) => `\n  ${definition.code}  ${definition.title}`);
  const advice = near.length > 0 ? `Did you mean one of these?${near.join("")}` : notACode;
  throw new UsageError(`there is no diagnostic ${word}\n${advice}`);
}

function list(colors: Palette): string {
  return [...definitions]
    .sort(byText(({ code }) => code))
    .map(({ code, title }) => `${colors.bold(code)}  ${title}\n`)
    .join("");
}

function asText(definition: AnyDefinition, colors: Palette): string {
  return [
    `${colors.bold(definition.code)}  ${colors.bold(definition.title)}  ${colors.dim(`(${definition.level})`)}`,
    "",
    definition.explanation.trim(),
    "",
    colors.bold(colors.red("This is reported:")),
    "",
    sample(definition.samples.failing, colors),
    colors.bold(colors.green("This is fine:")),
    "",
    sample(definition.samples.passing, colors),
  ].join("\n");
}

function sample(files: string | Readonly<Record<string, string>>, colors: Palette): string {
  if (typeof files === "string") return indent(files);
  return Object.entries(files)
    .map(([path, text]) => `  ${colors.dim(`// ${path}`)}\n${indent(text)}`)
    .join("");
}

function indent(text: string): string {
  const lines = text.trim().split("\n");
  return `${lines.map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}\n\n`;
}

function asJson({ code, level, title, explanation, samples }: AnyDefinition): string {
  return `${JSON.stringify({ code, level, title, explanation, samples }, null, 2)}\n`;
}
