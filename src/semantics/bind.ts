import { spanOf } from "../base/span.ts";
import { duplicateName } from "../diagnostics/codes/duplicate-name.ts";
import { kindOutsideLibrary } from "../diagnostics/codes/kind-outside-library.ts";
import { privateName } from "../diagnostics/codes/private-name.ts";
import { unknownExport } from "../diagnostics/codes/unknown-export.ts";
import type { Report } from "../diagnostics/definition.ts";
import type * as ast from "../syntax/ast.ts";
import { textAlone } from "./literal-text.ts";
import { suggest } from "./suggest.ts";
import { type Module, type ModuleSymbol, symbolText } from "./symbols.ts";

/** The names that a file declares. Declarations of different kinds may share a name; nothing else may. */
export function bindDeclarations(
  file: ast.SourceFile,
  std: boolean,
  report: Report,
): ReadonlyMap<string, readonly ModuleSymbol[]> {
  const declared = new Map<string, ModuleSymbol[]>();
  for (const item of file.items) {
    if (item.kind === "Kind" && !std) report(kindOutsideLibrary, item.name, { name: item.name.text });
    const symbol = symbolOf(item, file.uri);
    if (!symbol || symbol.name === "") continue;
    const namesakes = declared.get(symbol.name);
    const clash = namesakes?.find((other) => clashes(symbol, other));
    if (clash) {
      const related = [{ span: clash.nameSpan, message: `\`${symbolText(clash)}\` is declared here first` }];
      report(duplicateName, symbol.nameSpan, { name: symbolText(symbol), other: symbolText(clash) }, { related });
    } else if (namesakes) {
      namesakes.push(symbol);
    } else {
      declared.set(symbol.name, [symbol]);
    }
  }
  return declared;
}

/** The names that a module's imports bring in, by the names that they go by in it. */
export function bindImports(
  module: Module,
  imports: readonly ast.Import[],
  targets: ReadonlyMap<string, Module>,
  report: Report,
): ReadonlyMap<string, readonly ModuleSymbol[]> {
  const imported = new Map<string, readonly ModuleSymbol[]>();
  for (const { from, names } of imports) {
    if (from.kind === "Missing") continue;
    const specifier = textAlone(from);
    const target = targets.get(specifier);
    for (const each of names) {
      const { name, alias } = each;
      if (name.text === "") continue;
      const local = alias ?? name;
      const symbols = target ? exported(target, name, specifier, report) : [];
      const clash = [...(module.declared.get(local.text) ?? []), ...(imported.get(local.text) ?? [])].find((other) =>
        symbols.some((symbol) => symbol !== other && clashes(symbol, other)),
      );
      if (clash) {
        const related = [{ span: clash.nameSpan, message: `\`${symbolText(clash)}\` is declared here` }];
        report(duplicateName, each, { name: local.text, other: symbolText(clash) }, { related });
      }
      // An import that failed still takes its name, so that uses of it are not reported as well.
      // One that is brought in twice is still one.
      imported.set(local.text, clash ? [] : [...new Set([...(imported.get(local.text) ?? []), ...symbols])]);
    }
  }
  return imported;
}

function exported(target: Module, name: ast.Name, specifier: string, report: Report): readonly ModuleSymbol[] {
  const all = target.declared.get(name.text) ?? [];
  const visible = all.filter((symbol) => !symbol.private);
  if (visible.length > 0) return visible;
  const [hidden] = all;
  if (hidden) {
    const related = [{ span: hidden.nameSpan, message: "declared private here" }];
    report(privateName, name, { name: symbolText(hidden), specifier }, { related });
    return [];
  }
  const names = [...target.declared]
    .filter(([, symbols]) => symbols.some((symbol) => !symbol.private))
    .map(([key]) => key);
  const suggestion = suggest(name.text, names);
  const fixes = suggestion
    ? [{ title: `use \`${suggestion}\``, edits: [{ span: spanOf(name), text: suggestion }] }]
    : [];
  report(unknownExport, name, { name: name.text, specifier, suggestion, names }, { fixes });
  return [];
}

function symbolOf(item: ast.Item, module: string): ModuleSymbol | null {
  switch (item.kind) {
    case "Let":
      return {
        kind: "let",
        name: item.name.text,
        nameSpan: item.name,
        module,
        private: item.private,
        node: item,
      };
    case "Param":
      return { kind: "param", name: item.name.text, nameSpan: item.name, module, private: false, node: item };
    case "Fn":
      return {
        kind: "fn",
        name: item.name.text,
        nameSpan: item.name,
        module,
        private: item.private,
        node: item,
      };
    case "Policy": {
      const { name } = item;
      return {
        kind: "policy",
        kindName: "policy",
        name: name.text,
        nameSpan: name,
        module,
        private: item.private,
        node: item,
      };
    }
    case "Declaration": {
      const { name, kindName } = item;
      return {
        kind: "declaration",
        kindName: kindName.text,
        name: name.text,
        nameSpan: name,
        module,
        private: item.private,
        node: item,
      };
    }
    default:
      return null;
  }
}

function clashes(left: ModuleSymbol, right: ModuleSymbol): boolean {
  return namespaceOf(left) === null || namespaceOf(right) === null || namespaceOf(left) === namespaceOf(right);
}

// Values (let, param, fn) share their name with nothing; declarations only with those of other kinds.
function namespaceOf(symbol: ModuleSymbol): string | null {
  return symbol.kind === "declaration" || symbol.kind === "policy" ? symbol.kindName : null;
}
