/**
 * A YAML scalar whose value is the text: a JSON string in ASCII. YAML is not quite a superset of JSON: some readers
 * refuse raw U+007F or non-characters and fold U+2028 as a line end, and PyYAML, which cloud-init reads with, makes two
 * broken characters of a surrogate pair. So characters beyond 16 bits take YAML's own `\U`.
 */
export function yamlString(text: string): string {
  const json = JSON.stringify(text);
  if (asciiText.test(json)) return json;
  return json.replace(/[\u{10000}-\u{10ffff}]|[\u007f-\uffff]/gu, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return character.length === 1 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  });
}

const asciiText = /^[\u0020-\u007e]*$/;
