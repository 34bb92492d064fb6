import type { Snapshot } from "../query/snapshot.ts";
import { signatureText } from "../semantics/check/call.ts";
import { requestAt, standIn } from "./completion/request.ts";

/** The function that is being called, and which of its parameters is next. */
export interface SignatureHelp {
  readonly label: string;
  readonly doc: string;
  /** Where each parameter stands in the label. */
  readonly parameters: readonly (readonly [number, number])[];
  /** An index among the parameters; null where there is one argument too many. */
  readonly active: number | null;
}

/** The call around an offset, also where it is not finished. */
export function signatureAt(snapshot: Snapshot, uri: string, offset: number): SignatureHelp | null {
  const request = requestAt(snapshot, uri, offset);
  if (!request) return null;
  const { path, probed } = request;
  const call = path.findLast((node) => node.kind === "Call");
  const argument = path[call ? path.indexOf(call) + 1 : -1];
  if (call?.kind !== "Call" || argument?.kind !== "Argument") return null;
  const symbol = probed.analyze().value.resolutions.get(call.callee);
  if (symbol?.kind !== "fn") return null;
  const names = symbol.node.parameters.map(({ name }) => name.text);
  const label = signatureText(symbol.node);
  const named = argument.name && argument.name.text !== standIn ? names.indexOf(argument.name.text) : -1;
  const index = named >= 0 ? named : call.arguments.indexOf(argument);
  return {
    label,
    doc: symbol.node.doc ?? "",
    parameters: parameterRanges(label, names),
    active: index < names.length ? index : null,
  };
}

function parameterRanges(label: string, names: readonly string[]): readonly (readonly [number, number])[] {
  let at = label.indexOf("(") + 1;
  return names.map((name, index) => {
    const start = label.indexOf(`${name}:`, at);
    const next = names[index + 1];
    const end = next === undefined ? label.lastIndexOf(")") : label.indexOf(`, ${next}:`, start);
    at = end;
    return [start, end];
  });
}
