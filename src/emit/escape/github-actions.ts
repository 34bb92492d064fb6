/** Text that GitHub Actions' expression evaluator prints as it is. Comes before the YAML step. */
export function githubActionsText(text: string): string {
  // A function, as a string replacement would read "$" specially.
  return text.replaceAll("${{", () => "${{ '${{' }}");
}
