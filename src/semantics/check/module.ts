import { spanOf } from "../../base/span.ts";
import { duplicateName } from "../../diagnostics/codes/duplicate-name.ts";
import { missingBody } from "../../diagnostics/codes/missing-body.ts";
import { unusedImport } from "../../diagnostics/codes/unused-import.ts";
import type * as ast from "../../syntax/ast.ts";
import { resolveType, type TypeContext } from "../resolve-type.ts";
import type { LocalSymbol, Module, ModuleSymbol } from "../symbols.ts";
import { scalar, type Type } from "../types.ts";
import { type CheckContext, withLocals } from "./context.ts";
import { checkDeclaration } from "./declaration.ts";
import { check } from "./expression.ts";
import { moduleScope, typeOfSymbol } from "./symbol-type.ts";
import { reportUnknownKind } from "./unknown-kind.ts";

/** Checks everything that a module declares. */
export function checkModule(context: CheckContext, module: Module): void {
  for (const item of module.file.items) checkItem(context, module, item);
  reportUnusedImports(context, module);
}

/** Checks one item of a module. */
export function checkItem(context: CheckContext, module: Module, item: ast.Item): void {
  const scope = moduleScope(context, module.uri);
  switch (item.kind) {
    case "Param": {
      const type = resolveType(item.type, typesOf(context));
      if (item.default) check(context, scope, item.default, type, item.name.text);
      return;
    }
    case "Let": {
      const symbol = module.declared.get(item.name.text)?.find((each) => each.kind === "let" && each.node === item);
      if (symbol) typeOfSymbol(context, symbol, item.value);
      return;
    }
    case "Fn":
      checkFn(context, module, item);
      return;
    case "Kind":
      for (const member of item.members) checkKindMember(context, module, member);
      return;
    case "Declaration":
      checkDeclaration(context, scope, item);
      return;
    case "Policy": {
      if (!context.kinds.has(item.subjectKind.text)) reportUnknownKind(context, item.subjectKind);
      const subject: Type = context.kinds.has(item.subjectKind.text)
        ? { kind: "reference", kindName: item.subjectKind.text }
        : { kind: "any" };
      const inner = withLocals(scope, [
        { kind: "local", name: item.subject.text, nameSpan: spanOf(item.subject), type: subject },
      ]);
      for (const { condition, message } of item.requirements) {
        check(context, inner, condition, scalar("bool"), "require");
        check(context, inner, message, scalar("string"), "else");
      }
      return;
    }
    case "Test":
      for (const { condition, message } of item.assertions) {
        check(context, scope, condition, scalar("bool"), "assert");
        if (message) check(context, scope, message, scalar("string"), "else");
      }
      return;
    case "Import":
      return;
  }
}

function checkFn(context: CheckContext, module: Module, item: ast.Fn): void {
  const typeParameters = new Set(item.typeParameters.map((name) => name.text));
  const types = { ...typesOf(context), typeParameters };
  const scope = moduleScope(context, module.uri);
  const locals = item.parameters.map((parameter): LocalSymbol => {
    const type = resolveType(parameter.type, types);
    if (parameter.default) check(context, scope, parameter.default, type, parameter.name.text);
    return { kind: "local", name: parameter.name.text, nameSpan: spanOf(parameter.name), type };
  });
  reportRepeatedParameters(context, item);
  const result = resolveType(item.result, types);
  const { body } = item;
  if (body) {
    const inner = withLocals(scope, locals);
    const symbol = module.declared.get(item.name.text)?.find((each) => each.node === item);
    if (symbol) context.open.push(symbol);
    check(context, inner, body, result, `${item.name.text}(…)`);
    if (symbol) context.open.pop();
  } else if (module.uri !== "std/prelude") context.report(missingBody, item.name, { name: item.name.text });
}

function reportRepeatedParameters(context: CheckContext, { parameters, typeParameters }: ast.Fn): void {
  const seen = new Map<string, ast.Name>();
  for (const name of [...typeParameters, ...parameters.map((parameter) => parameter.name)]) {
    const first = seen.get(name.text);
    if (!first || name.text === "") seen.set(name.text, name);
    else {
      const related = [{ span: spanOf(first), message: `\`${name.text}\` is declared here first` }];
      context.report(duplicateName, name, { name: name.text, other: name.text }, { related });
    }
  }
}

function checkKindMember(context: CheckContext, module: Module, member: ast.KindMember): void {
  if (member.kind === "BlockMember") {
    for (const inner of member.members) checkKindMember(context, module, inner);
  } else if (member.default) {
    check(
      context,
      moduleScope(context, module.uri),
      member.default,
      resolveType(member.type, typesOf(context)),
      member.name.text,
    );
  }
}

function typesOf(context: CheckContext): TypeContext {
  return { report: context.report, kindNames: context.kinds };
}

// Importing what is made, or a policy that applies by being there, makes it part of the build: that is its use.
function isMade(context: CheckContext, symbol: ModuleSymbol): boolean {
  if (context.modules.get(symbol.module)?.std) return false;
  return symbol.kind === "policy" || (symbol.kind === "declaration" && !symbol.node.abstract);
}

function reportUnusedImports(context: CheckContext, module: Module): void {
  if (module.std) return;
  const used = context.used.get(module.uri);
  for (const item of module.file.items) {
    if (item.kind !== "Import") continue;
    for (const imported of item.names) {
      const local = imported.alias ?? imported.name;
      const symbols = module.imported.get(local.text) ?? [];
      if (symbols.length === 0 || symbols.some((symbol) => used?.has(symbol) || isMade(context, symbol))) continue;
      context.report(unusedImport, imported, { name: local.text });
    }
  }
}
