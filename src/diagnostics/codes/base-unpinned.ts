import { firstNames } from "../../base/wording.ts";
import { defineDiagnostic } from "../definition.ts";

interface Values {
  readonly images: readonly string[];
  readonly regions: readonly string[];
}

function unpinned({ images, regions }: Values): string {
  const [what, verb] = images.length === 1 ? ["the base of image", "is"] : ["the bases of images", "are"];
  return `${what} ${firstNames(images.map((name) => `\`${name}\``))} ${verb} not pinned in ${regions.join(", ")}`;
}

const explanation =
  "“The newest image that matches” is another image tomorrow. `immu.lock` pins which one a build starts from, per region, as a package lock does; it is committed with the sources, and changes to it are reviewed.";

export const baseUnpinned = defineDiagnostic<Values>({
  code: "IMMU7001",
  level: "warning",
  title: "Base image not pinned",
  message: (values) => `${unpinned(values)}: bakes on different days can differ`,
  help: () => "run `immuc lock` and commit `immu.lock`",
  explanation,
  samples: {
    failing:
      'import { debian_12 } from "std/images"\nproject shop {}\nimage web extends debian_12 { regions = ["eu-west-1"] }\n',
    passing: {
      "main.immu":
        'import { debian_12 } from "std/images"\nproject shop {}\nimage web extends debian_12 { regions = ["eu-west-1"] }\n',
      "immu.lock":
        '{ "version": 1, "bases": [{ "owner": "136693071363", "pattern": "debian-12-amd64-*", "region": "eu-west-1", "id": "ami-0123456789abcdef0", "name": "debian-12-amd64-20260101-1", "created": "2026-01-01T00:00:00.000Z", "architecture": "x86_64" }], "toolchain": {} }\n',
    },
  },
});

export const baseUnpinnedLocked = defineDiagnostic<Values>({
  code: "IMMU7002",
  level: "error",
  title: "Base image not pinned in a locked build",
  message: (values) => `${unpinned(values)}, and this build is \`--locked\``,
  help: () => "run `immuc lock` and commit `immu.lock`",
  explanation,
  samples: {
    failing:
      'import { debian_12 } from "std/images"\nproject shop {}\nimage web extends debian_12 { regions = ["eu-west-1"] }\n// with: --locked\n',
    passing: "let nothing_to_pin = true\n",
  },
});
