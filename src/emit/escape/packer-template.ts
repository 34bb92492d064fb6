/**
 * Text for a Packer field that Packer renders once as a Go template: `{{` becomes an action that prints it. Comes before
 * the HCL step. Fields that are rendered again and again (tags, shell `inline`, file paths, `custom_data`) can't be
 * escaped this way: see `isPackerLiteral`.
 */
export function packerTemplateText(text: string): string {
  return text.replaceAll("{{", "{{`{{`}}");
}

/** Whether Packer leaves this text alone, however often it renders it. */
export function isPackerLiteral(text: string): boolean {
  return !text.includes("{{");
}
