import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { originOf } from "../../../plan/origins.ts";
import { isPackerLiteral } from "../../escape/packer-template.ts";
import type { ImageRule } from "./image-rule.ts";
import { taggedImage, writtenTags } from "./image-tags.ts";

export const templateMark = defineDiagnostic<{ owner: string; key: string; text: string }>({
  code: "IMMU8201",
  level: "error",
  title: "Template mark in a tag",
  message: ({ owner, key, text }) =>
    `the tag ${JSON.stringify(key)} of ${owner} holds "{{" (${JSON.stringify(text)}), which Packer would run as a template`,
  help: () => 'write the tag without "{{"',
  explanation: `Packer treats \`{{ … }}\` in tags as a template of its own and renders it again and again until nothing
changes, so there is no way to write the two braces in a tag: the image would carry some other text, or the bake would
fail. Commands, checks, scripts and copied files may hold \`{{\`; they reach the image untouched.`,
  get samples() {
    return {
      failing: taggedImage('{ Owner: "{{team}}" }'),
      passing: taggedImage('{ Owner: "team" }'),
    };
  },
});

/** Packer would render `{{` in tags to a fixpoint. */
export const checkTemplateMarks: ImageRule = (context, report) => {
  for (const { key, value, owner, path } of writtenTags(context)) {
    const text = [key, value].find((part) => !isPackerLiteral(part));
    if (text === undefined) continue;
    report(templateMark, originOf(context.origins, path), { owner, key, text });
  }
};
