import { type Body, type Declaration, emptyBody, type Override, type Project, type Value } from "./model.ts";

export function declarationsOf({ declarations }: Project, kind: string): readonly Declaration[] {
  return declarations.filter((each) => each.kind === kind);
}

/** The project with one more byte at the end of a file. */
export function withFile(project: Project, path: string, byte: number): Project {
  const file = project.files[path];
  if (!file) return project;
  const bytes = new Uint8Array([...file.bytes, byte]);
  return { ...project, files: { ...project.files, [path]: { ...file, bytes } } };
}

/** The project with another body of a declaration, or of what an environment overrides in it. */
export function changeBody(
  project: Project,
  { kind, name }: Declaration,
  environment: Declaration | null,
  change: (body: Body) => Body,
): Project {
  const declarations = project.declarations.map((each): Declaration => {
    if (environment === null)
      return each.kind === kind && each.name === name ? { ...each, body: change(each.body) } : each;
    if (each.kind !== "environment" || each.name !== environment.name) return each;
    const known = each.overrides.find((override) => override.kind === kind && override.name === name);
    const changed: Override = { kind, name, body: change(known?.body ?? emptyBody) };
    const others = each.overrides.filter((override) => override !== known);
    return { ...each, overrides: [...others, changed] };
  });
  return { ...project, declarations };
}

/** Names of the images that copy in a file, or the folder around it, or run it. Sorted. */
export function imagesThatHold(project: Project, path: string): readonly string[] {
  const holds = (value: Value | undefined): boolean =>
    value?.kind === "path" && (path === value.value || path.startsWith(`${value.value}/`));
  return declarationsOf(project, "image")
    .filter(({ body }) => body.labelled.some((each) => holds(each.body.fields.from) || holds(each.body.fields.script)))
    .map(({ name }) => name)
    .sort();
}

export function fleetsOfImage(project: Project, image: string): readonly string[] {
  return declarationsOf(project, "fleet")
    .filter(({ body: { fields } }) => fields.image?.kind === "reference" && fields.image.name === image)
    .map(({ name }) => name);
}
