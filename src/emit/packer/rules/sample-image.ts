/** The source of a project with one image, for the samples of rules. `fields`: what the image says, a line each. */
export function sampleImage(...fields: readonly string[]): string {
  return `import { ubuntu_2404 } from "std/images"

project shop {}

image web extends ubuntu_2404 {
${fields.map((field) => `  ${field}\n`).join("")}}
`;
}
