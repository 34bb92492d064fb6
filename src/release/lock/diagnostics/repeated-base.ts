import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { projectWithoutImages, wholeLock } from "./samples.ts";

export const repeatedBase = defineDiagnostic<{
  readonly file: string;
  readonly pattern: string;
  readonly region: string;
  readonly first: string;
  readonly second: string;
}>({
  code: "IMMU7905",
  level: "error",
  title: "Base pinned twice",
  message: ({ file, pattern, region, first, second }) =>
    `${file} pins "${pattern}" in ${region} twice, to ${first} and to ${second}`,
  help: () => "delete one of the two",
  explanation: `A base image has one pin in each region; with two, which one a build starts from would depend on their
order. Usually a merge kept both sides. Delete one.`,
  get samples() {
    return {
      failing: {
        "main.immu": projectWithoutImages,
        "immu.lock": JSON.stringify({
          ...JSON.parse(wholeLock),
          bases: [1, 2].flatMap(() => JSON.parse(wholeLock).bases),
        }),
      },
      passing: { "main.immu": projectWithoutImages, "immu.lock": wholeLock },
    };
  },
});
