import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { originOf } from "../../../plan/origins.ts";
import type { ImageRule } from "./image-rule.ts";
import { taggedImage, writtenTags } from "./image-tags.ts";

export const reservedTag = defineDiagnostic<{ owner: string; key: string; prefix: string; keeper: string }>({
  code: "IMMU8202",
  level: "error",
  title: "Reserved tag",
  message: ({ owner, key, prefix, keeper }) =>
    `${owner} sets the tag ${JSON.stringify(key)}, but tags that begin with "${prefix}" are ${keeper}`,
  help: () => "give the tag another name",
  explanation: `Tags that begin with \`immu:\` say what an image is made of (\`immu:fingerprint\`, \`immu:commit\` …): releases
trust them, so no source may write them. Tags that begin with \`aws:\` belong to AWS, which refuses them.`,
  get samples() {
    return {
      failing: taggedImage('{ "immu:fingerprint": "mine" }'),
      passing: taggedImage('{ "shop:owner": "web team" }'),
    };
  },
});

/** No source writes a tag that a release trusts, or that AWS refuses. */
export const checkTags: ImageRule = (context, report) => {
  for (const { key, owner, path } of writtenTags(context)) {
    const prefix = key.slice(0, key.indexOf(":") + 1).toLowerCase();
    const keeper = keepers.get(prefix);
    if (keeper === undefined) continue;
    report(reservedTag, originOf(context.origins, path), { owner, key, prefix, keeper });
  }
};

const keepers: ReadonlyMap<string, string> = new Map([
  ["immu:", "written by the compiler alone"],
  ["aws:", "kept by AWS for itself"],
]);
