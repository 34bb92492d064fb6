import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import type { ImagePlan } from "../../../plan/model.ts";
import { originOf } from "../../../plan/origins.ts";
import type { ImageContext, ImageRule } from "./image-rule.ts";
import { taggedImage, writtenTags } from "./image-tags.ts";

export const plainText = defineDiagnostic<{ owner: string; where: string; what: string }>({
  code: "IMMU8206",
  level: "error",
  title: "Text that no tool can carry",
  message: ({ owner, where, what }) => `${where} of ${owner} holds ${what}, which can't be passed on`,
  help: () => "remove it, or put the bytes into a file and copy that",
  explanation: `No command, environment variable or file name can hold a NUL: systems end text there. Half of a surrogate
pair is no character in any encoding. And Packer normalises text (to NFC), so any other form would not arrive as it was
written. Bytes that must arrive whatever they are belong into a file that the image copies.`,
  get samples() {
    return { failing: taggedImage('{ Owner: "Rene\\u{301}e" }'), passing: taggedImage('{ Owner: "Ren\u00e9e" }') };
  },
});

/** What the source writes can be written, as it is, into a script or a template. */
export const checkPlainText: ImageRule = (context, report) => {
  const { image, origins } = context;
  const ofImage = `image \`${image.name}\``;
  for (const { path, where, text, normalised, owner = ofImage } of [...textsOf(image), ...tagTexts(context)]) {
    const what = unfit(text) ?? (normalised && text.normalize("NFC") !== text ? "text that is not in NFC" : null);
    if (what !== null) report(plainText, originOf(origins, path), { owner, where, what });
  }
};

interface PlacedText {
  readonly path: string;
  readonly where: string;
  readonly text: string;
  /** The image, where nothing is said. */
  readonly owner?: string;
  /** Packer brings it to NFC: text in a template, but not in a script. */
  readonly normalised?: true;
}

function textsOf({ name, definition }: ImagePlan): readonly PlacedText[] {
  const at = `images/${name}`;
  const texts: PlacedText[] = [
    { path: `${at}/base/name`, where: "the base's name", text: definition.base.name, normalised: true },
  ];
  for (const step of definition.steps) {
    const path = `${at}/${step.kind}/${step.name}`;
    const where = `${step.kind} \`${step.name}\``;
    if (step.kind === "copy") {
      texts.push({ path: `${path}/to`, where, text: step.to });
      for (const file of step.files) texts.push({ path: `${path}/from`, where, text: file.path });
    } else {
      for (const text of step.commands) texts.push({ path: `${path}/commands`, where, text });
      for (const text of Object.values(step.env)) texts.push({ path: `${path}/env`, where, text });
    }
  }
  for (const check of definition.checks) {
    texts.push({ path: `${at}/check/${check.name}/command`, where: `check \`${check.name}\``, text: check.command });
  }
  return texts;
}

function tagTexts(context: ImageContext): readonly PlacedText[] {
  return writtenTags(context).flatMap(({ key, value, owner, path }) => {
    const where = `the tag ${JSON.stringify(key)}`;
    return [key, value].map((text) => ({ path, where, text, owner, normalised: true }));
  });
}

function unfit(text: string): string | null {
  if (text.includes("\0")) return "a NUL character";
  if (/\p{Cs}/u.test(text)) return "half of a surrogate pair";
  return null;
}
