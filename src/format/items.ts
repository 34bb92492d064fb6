import { assertNever } from "../base/assert-never.ts";
import type {
  Assertion,
  Fn,
  FnParameter,
  Import,
  ImportedName,
  Item,
  Let,
  Param,
  Policy,
  Requirement,
  Test,
} from "../syntax/ast.ts";
import { columnAfter, type Place, printElements } from "./elements.ts";
import { printExpression } from "./expressions.ts";
import { breaksBetween, hasComments, type Layout, lineWidth, orVerbatim } from "./layout.ts";
import { printBraces, printDefault, printKindBody, printWithBody } from "./members.ts";
import type { UnplacedRow } from "./rows.ts";
import { printType } from "./types.ts";

/** The row of an item: printed at the margin. */
export function itemRow(layout: Layout, item: Item): UnplacedRow {
  if (item.kind === "Declaration") {
    const modifiers = `${item.private ? "private " : ""}${item.abstract ? "abstract " : ""}`;
    const base = item.extends === undefined ? "" : ` extends ${printExpression(layout, item.extends, margin)}`;
    const head = `${modifiers}${item.kindName.text} ${item.name.text}${base}`;
    return printWithBody(layout, { ...item, group: item.kindName.text, head }, 0);
  }
  return { kind: "other", text: orVerbatim(layout, item.start, item.end, () => printItem(layout, item)) };
}

const margin = { indent: 0, column: 0 };

function printItem(layout: Layout, item: Exclude<Item, { kind: "Declaration" }>): string {
  switch (item.kind) {
    case "Import":
      return printImport(layout, item);
    case "Param":
      return printParam(layout, item);
    case "Let":
      return printLet(layout, item);
    case "Fn":
      return printFn(layout, item);
    case "Kind":
      return `kind ${item.name.text} ${printKindBody(layout, item.members, bodyStart(layout, item.name.end), item.end, 0)}`;
    case "Policy":
      return printPolicy(layout, item);
    case "Test":
      return printTest(layout, item);
    default:
      return assertNever(item);
  }
}

function printImport(layout: Layout, item: Import): string {
  const name = ({ name, alias }: ImportedName): string =>
    alias === undefined ? name.text : `${name.text} as ${alias.text}`;
  const start = layout.text.indexOf("{", item.start);
  const last = item.names[item.names.length - 1]?.end ?? start;
  const end = layout.text.indexOf("}", last) + 1;
  const names = printElements(
    layout,
    {
      open: "{",
      close: "}",
      padding: " ",
      start,
      end,
      nodes: item.names,
      print: (node) => orVerbatim(layout, node.start, node.end, () => name(node)),
      flat: name,
      isForced: () => false,
    },
    { indent: 0, column: "import ".length },
  );
  const from = item.from.kind === "Missing" ? "" : printExpression(layout, item.from, margin);
  return `import ${names} from ${from}`;
}

function printParam(layout: Layout, item: Param): string {
  const head = `param ${item.name.text}: `;
  const typed = head + printType(layout, item.type, { indent: 0, column: head.length });
  return typed + printDefault(layout, item.default, item.type.end, { indent: 0, column: columnAfter(0, typed) });
}

function printLet(layout: Layout, item: Let): string {
  const head = `${item.private ? "private " : ""}let ${item.name.text}`;
  return head + printDefault(layout, item.value, item.name.end, { indent: 0, column: head.length });
}

function printFn(layout: Layout, item: Fn): string {
  const typeParameters = item.typeParameters.map((name) => name.text).join(", ");
  const head = `${item.private ? "private " : ""}fn ${item.name.text}${typeParameters === "" ? "" : `<${typeParameters}>`}`;
  const before = item.typeParameters[item.typeParameters.length - 1]?.end ?? item.name.end;
  const start = layout.text.indexOf("(", before);
  const last = item.parameters[item.parameters.length - 1]?.end ?? start;
  const end = layout.text.indexOf(")", last) + 1;
  const printParameter = (parameter: FnParameter, { indent, column }: Place): string =>
    orVerbatim(layout, parameter.start, parameter.end, () => {
      const name = `${parameter.name.text}: `;
      const typed = name + printType(layout, parameter.type, { indent, column: column + name.length });
      const place = { indent, column: columnAfter(column, typed) };
      return typed + printDefault(layout, parameter.default, parameter.type.end, place);
    });
  const written = (parameter: FnParameter): string => layout.text.slice(parameter.start, parameter.end);
  // As it is printed, not as it is written: only that is the same the next time. (With comments, both are.)
  const flat = (parameter: FnParameter): string =>
    hasComments(layout, parameter.start, parameter.end)
      ? written(parameter)
      : printParameter(parameter, { indent: 0, column: 0 });
  const parameters = printElements(
    layout,
    {
      open: "(",
      close: ")",
      padding: "",
      start,
      end,
      nodes: item.parameters,
      print: printParameter,
      flat,
      isForced: (parameter) => flat(parameter).includes("\n"),
    },
    { indent: 0, column: head.length },
  );
  const open = `${head}${parameters}: `;
  const typed = open + printType(layout, item.result, { indent: 0, column: columnAfter(0, open) });
  return typed + printDefault(layout, item.body, item.result.end, { indent: 0, column: columnAfter(0, typed) });
}

function printPolicy(layout: Layout, item: Policy): string {
  const head = `${item.private ? "private " : ""}policy ${item.name.text} on ${item.subjectKind.text} ${item.subject.text}`;
  const start = bodyStart(layout, item.subject.end);
  return `${head} ${printBraces(layout, item.requirements, start, item.end, 0, (node) => requirementRow(layout, node))}`;
}

function printTest(layout: Layout, item: Test): string {
  const title = item.title.kind === "Missing" ? "" : printExpression(layout, item.title, margin);
  const start = bodyStart(layout, item.title.end);
  return `test ${title} ${printBraces(layout, item.assertions, start, item.end, 0, (node) => requirementRow(layout, node))}`;
}

// `else` starts a line of its own where the author had it so, and where one line would be too long.
function requirementRow(layout: Layout, node: Requirement | Assertion): UnplacedRow {
  const word = node.kind === "Requirement" ? "require " : "assert ";
  const print = (): string => {
    const condition = word + printExpression(layout, node.condition, { indent: 2, column: 2 + word.length });
    if (node.message === undefined) return condition;
    const message = printExpression(layout, node.message, { indent: 4, column: 9 });
    const broken =
      breaksBetween(layout, node.condition.end, node.message.start) ||
      (!condition.includes("\n") && 2 + condition.length + 6 + (message.split("\n")[0] ?? "").length > lineWidth);
    return `${condition}${broken ? "\n    else " : " else "}${message}`;
  };
  return { kind: "other", text: orVerbatim(layout, node.start, node.end, print) };
}

function bodyStart(layout: Layout, after: number): number {
  return layout.text.indexOf("{", after);
}
