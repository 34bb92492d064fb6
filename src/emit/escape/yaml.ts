/**
 * A YAML scalar whose value is the text: a JSON string in ASCII. YAML is not quite a superset of JSON (some readers
 * refuse raw U+007F or non-characters, and fold U+2028 as a line end), but its double-quoted escapes are.
 */
export function yamlString(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
