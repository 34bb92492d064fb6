/**
 * Text that Terraform's JSON syntax reads back as itself. Terraform parses every JSON string (map keys too) as a
 * template: `${` and `%{` are doubled. It drops a leading byte-order mark, and after a lone carriage return it no longer
 * sees an escape: both travel as expressions. CDKTF would resolve its own token marks, so those are split by one too.
 *
 * For values and map keys only: variable defaults, descriptions, backend settings and module sources are literal.
 */
export function terraformJsonString(text: string): string {
  if (!special.test(text)) return text;
  // Replacements are functions: as strings, "$$" would stand for a single "$".
  const escaped = text
    .replaceAll("${", () => "$${")
    .replaceAll("%{", () => "%%{")
    .replaceAll("TfToken[", () => 'TfToken${"["}')
    // With the signs before it, which would otherwise escape the expression's own `${`.
    .replace(/(?<![$%])[$%]*\r/g, (run) => `\${"${run.slice(0, -1)}\\r"}`);
  return escaped.startsWith(byteOrderMark) ? `\${"\\ufeff"}${escaped.slice(1)}` : escaped;
}

const byteOrderMark = "\ufeff";

// Any sign of what is rewritten: nearly every text has none.
const special = /[$%\r]|TfToken|^\ufeff/;
