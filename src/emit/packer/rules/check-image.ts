import type { Report } from "../../../diagnostics/definition.ts";
import type { ImagePlan, Plan } from "../../../plan/model.ts";
import type { Origins } from "../../../plan/origins.ts";
import { checkDestinations } from "./file-destination.ts";
import type { ImageRule } from "./image-rule.ts";
import { checkEncryptionKey } from "./one-region-key.ts";
import { checkPlainText } from "./plain-text.ts";
import { checkTags } from "./reserved-tag.ts";
import { checkTemplateMarks } from "./template-mark.ts";
import { checkVariableNames } from "./variable-name.ts";

/** Reports all that keeps an image from being written for Packer. */
export function checkImage(plan: Plan, image: ImagePlan, origins: Origins, report: Report): void {
  for (const rule of rules) rule({ plan, image, origins }, report);
}

const rules: readonly ImageRule[] = [
  checkPlainText,
  checkTemplateMarks,
  checkTags,
  checkVariableNames,
  checkEncryptionKey,
  checkDestinations,
];
