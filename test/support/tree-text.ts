import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { SourceFile } from "../../src/syntax/ast.ts";

/**
 * A tree as indented s-expressions: `(Kind start..end` and its fields, names as `'text`, texts in JSON. Comments and
 * what is empty or false are left out.
 */
export function treeText(file: SourceFile): string {
  return `${file.items.map((item) => nodeText(item, "")).join("\n")}\n`;
}

/** Findings as text: code, place, message, and the edits that they offer. */
export function diagnosticsText(diagnostics: readonly Diagnostic[], text: string): string {
  return diagnostics.map((diagnostic) => diagnosticText(diagnostic, text)).join("\n");
}

function diagnosticText(diagnostic: Diagnostic, text: string): string {
  const { code, level, span, message, help, related, fixes } = diagnostic;
  const lines = [`${place(text, span.start)}-${place(text, span.end)} ${level} ${code}: ${message}`];
  if (help !== undefined) lines.push(`  help: ${help}`);
  for (const other of related) lines.push(`  ${place(text, other.span.start)}: ${other.message}`);
  for (const fix of fixes) {
    const edits = fix.edits.map(
      (edit) => `${place(text, edit.span.start)}-${place(text, edit.span.end)} ${JSON.stringify(edit.text)}`,
    );
    lines.push(`  fix: ${fix.title} (${edits.join(", ")})`);
  }
  return `${lines.join("\n")}\n`;
}

function place(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return `${lines.length}:${(lines[lines.length - 1]?.length ?? 0) + 1}`;
}

function nodeText(value: unknown, indent: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if ("text" in value && "start" in value && !("kind" in value)) return `'${String(value.text)}`;
  if (Array.isArray(value)) return value.map((item) => `\n${indent}  ${nodeText(item, `${indent}  `)}`).join("");
  if (!("kind" in value)) return "";
  const { kind, uri: _, start, end, ...fields } = value as { kind: string; uri: string; start: number; end: number };
  const parts = Object.entries(fields).filter(
    ([, field]) => field !== undefined && field !== false && !(Array.isArray(field) && field.length === 0),
  );
  const inner = parts.map(([key, field]) => fieldText(key, field, `${indent}  `)).join("");
  return `(${kind} ${start}..${end}${inner})`;
}

function fieldText(key: string, field: unknown, indent: string): string {
  if (field === true) return ` ${key}`;
  if (key === "operatorSpan") return "";
  const text = nodeText(field, indent);
  const isNode = typeof field === "object" && field !== null && !Array.isArray(field) && "kind" in field;
  return isNode ? `\n${indent}${key}: ${text}` : ` ${key}: ${text}`;
}
