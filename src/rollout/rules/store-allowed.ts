import { defineDiagnostic } from "../../diagnostics/definition.ts";
import type { StoreEngine } from "../../plan/model.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const storeAllowedFinding = defineDiagnostic<{ fleet: string; store: string; service: Service }>({
  code: "IMMU6127",
  level: "info",
  title: "Store that the role may not use",
  message: ({ fleet, store, service }) =>
    `fleet \`${fleet}\` needs store \`${store}\`, and none of its \`allow\` blocks lets its role use ${served[service]}`,
  help: ({ store, service }) =>
    `add \`allow ${store} { actions = [${examples[service]}]  resources = ["arn:aws:${service}:…"] }\`, unless its own policy lets the role in`,
  explanation:
    "A database asks for a password and a file system for a mount, but a table and a bucket are reached with the rights of the instances' role alone. That a fleet needs one opens the way there; what it may do there is for `allow` to say. A policy of the table or bucket itself may grant it as well, which the source does not show.",
  get samples() {
    const more =
      'store files {\n  engine = "s3"\n  identifier = "shop-files"\n  contract { version = 1  compatible_from = 1 }\n}\n';
    const allow = 'allow files { actions = ["s3:GetObject"]  resources = ["arn:aws:s3:::shop-files/*"] }';
    return {
      failing: sampleProject({ fleet: "needs = [store.files]", more }),
      passing: sampleProject({ fleet: `needs = [store.files]\n  ${allow}`, more }),
    };
  },
});

export const storeAllowed = rolloutRule(storeAllowedFinding, ({ fleet, definition, ofFleet }, found) => {
  const actions = Object.values(definition.allow ?? {}).flatMap((each) => each.actions);
  for (const [store, { engine }] of Object.entries(definition.stores ?? {})) {
    const service = serviceOf(engine);
    if (service === null || actions.some((action) => action.startsWith(`${service}:`))) continue;
    found(ofFleet("needs"), { fleet: fleet.name, store, service });
  }
});

type Service = "dynamodb" | "s3";

const served: Readonly<Record<Service, string>> = { dynamodb: "tables", s3: "buckets" };
const examples: Readonly<Record<Service, string>> = {
  dynamodb: '"dynamodb:GetItem", "dynamodb:PutItem"',
  s3: '"s3:GetObject", "s3:PutObject"',
};

function serviceOf(engine: StoreEngine): Service | null {
  return engine === "dynamodb" || engine === "s3" ? engine : null;
}
