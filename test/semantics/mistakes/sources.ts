import type { Files } from "../../support/compile.ts";

/** A mistake that people make, as small as it gets. A file alone is `main.immu`. */
export type Mistakes = Readonly<Record<string, string | Files>>;

// What most of them stand in, so that each is about one thing.
export const network = 'network main { vpc = { Name: "main" }  private = { Tier: "private" } }\n';
export const environment = `${network}environment prod { region = "eu-west-1"  network = network.main }\n`;
export const image =
  'import { debian_12 } from "std/images"\nproject shop {}\nimage web extends debian_12 { arch = "arm64" }\n';
export const fleet = (body: string): string =>
  `${image}${environment}rollout swap { strategy = "replace" }\nfleet web {\n  image = image.web\n  instances = ["c7g.large"]\n  size = 2..4\n  rollout = rollout.swap\n${body}}\n`;
