/** A parameter that a request must have. */
export type Need = keyof typeof checks;

/** The first of these that a request lacks, or has in another form than the protocol gives it; null where there is none. */
export function lacking(params: unknown, needs: readonly Need[]): Need | null {
  return needs.find((need) => !isObject(params) || !checks[need](params[need])) ?? null;
}

const checks = {
  textDocument: (value: unknown) => isObject(value) && isText(value.uri),
  position: isPosition,
  positions: (value: unknown) => Array.isArray(value) && value.every(isPosition),
  range: isRange,
  context: isObject,
  newName: isText,
  query: isText,
  uri: isText,
  item: (value: unknown) => isObject(value) && isText(value.uri) && isRange(value.selectionRange),
  files: (value: unknown) => isListOf(value, (file) => isText(file.oldUri) && isText(file.newUri)),
  previousResultIds: (value: unknown) => isListOf(value, (each) => isText(each.uri) && isText(each.value)),
};

function isPosition(value: unknown): boolean {
  return isObject(value) && isCount(value.line) && isCount(value.character);
}

function isRange(value: unknown): boolean {
  return isObject(value) && isPosition(value.start) && isPosition(value.end);
}

function isListOf(value: unknown, check: (item: Readonly<Record<string, unknown>>) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isObject(item) && check(item));
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
