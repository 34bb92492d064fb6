import { missingAttribute } from "../../diagnostics/codes/missing-attribute.ts";
import type { TextEdit } from "../../diagnostics/diagnostic.ts";
import { hasDefault, type MemberModel } from "../../semantics/kinds.ts";
import { required, type Type, unrefined } from "../../semantics/types.ts";
import type * as ast from "../../syntax/ast.ts";
import { bodyAt } from "../member-at.ts";
import { innermost, pathTo } from "../tree.ts";
import type { Action, ActionRequest, ActionSource } from "./action.ts";

/** Adds what a declaration must give, with values that fit as well as can be known. */
export const missingFieldActions: ActionSource = (request) =>
  request.here.flatMap((diagnostic): readonly Action[] => {
    if (diagnostic.code !== missingAttribute.code) return [];
    // The finding names what is missing: in the body that follows the name it stands at.
    const names = [...diagnostic.message.matchAll(/needs (.*)$/g)].flatMap(([, list]) =>
      [...(list ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ""),
    );
    const path = pathTo(request.file, diagnostic.span.start);
    const owner = innermost(path, "Block") ?? innermost(path, "Override") ?? innermost(path, "Declaration");
    if (!owner) return [];
    const place = bodyAt(request.snapshot, [...path.slice(0, path.indexOf(owner) + 1), owner.body]);
    const models = names.flatMap((name) => place?.members.get(name) ?? []);
    if (models.length === 0) return [];
    const title = `Add ${names.map((name) => `\`${name}\``).join(", ")}`;
    const edits = [insertInto(request, owner.body, models)];
    return [{ title, kind: "fix", edits, diagnostics: [diagnostic], preferred: true }];
  });

function insertInto(request: ActionRequest, body: ast.Body, models: readonly MemberModel[]): TextEdit {
  const { text, uri } = request;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const last = body.items.at(-1);
  const lineStart = text.lastIndexOf("\n", body.start) + 1;
  const outer = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const inner = `${outer}  `;
  const lines = models.map((model) => `${inner}${memberText(request, model)}`).join(newline);
  const written = last?.end ?? body.start + 1;
  // A comment on the line of what is last belongs to that.
  const at = written + (/^[ \t]*\/\/[^\r\n]*/.exec(text.slice(written, body.end))?.[0].length ?? 0);
  const closes = text.slice(at, body.end);
  const tail = /^[ \t]*\}/.test(closes) ? `${newline}${outer}` : "";
  const gap = tail === "" ? at : at + (/^[ \t]*/.exec(closes)?.[0].length ?? 0);
  return { span: { uri, start: at, end: gap }, text: `${newline}${lines}${tail}` };
}

function memberText(request: ActionRequest, model: MemberModel): string {
  if (model.kind === "field") return `${model.name} = ${sampleOf(request, model.type)}`;
  const label = model.cardinality === "many" ? " first" : "";
  const needed = [...model.members.values()].filter((each) => each.kind === "field" && !hasDefault(each));
  return `${model.name}${label} { ${needed.map((each) => memberText(request, each)).join("  ")} }`;
}

function sampleOf(request: ActionRequest, type: Type): string {
  const plain = unrefined(required(type));
  switch (plain.kind) {
    case "bool":
      return "false";
    case "int":
      return "1";
    case "decimal":
      return "1.0";
    case "duration":
      return "1m";
    case "bytes":
      return "8GiB";
    case "percent":
      return "10%";
    case "literal":
      return JSON.stringify(plain.value);
    case "union":
      return plain.members[0] ? sampleOf(request, plain.members[0]) : "null";
    case "list":
      return unrefined(plain.element).kind === "string" ? '[""]' : "[]";
    case "map":
    case "record":
      return "{}";
    case "range":
      return "1..2";
    case "secret":
      return 'secret("ssm:/")';
    case "reference":
      return referenceTo(request, plain.kindName);
    default:
      return '""';
  }
}

function referenceTo({ snapshot, uri }: ActionRequest, kindName: string): string {
  const module = snapshot.analyze().value.all.get(uri);
  for (const [name, symbols] of [...(module?.declared ?? []), ...(module?.imported ?? [])]) {
    if (
      symbols.some((symbol) => symbol.kind === "declaration" && symbol.kindName === kindName && !symbol.node.abstract)
    )
      return `${kindName}.${name}`;
  }
  return `${kindName}.name`;
}
