import { byText } from "../../base/order.ts";
import type { DeclarationReference } from "../evaluate/data.ts";
import type { StoreData } from "../kinds.gen.ts";
import type { StoreEngine, StorePlan } from "../model.ts";
import { type Lowering, readReference, recordOrigins } from "./lowering.ts";

/** The stores that a fleet needs, by name; null where one of them has errors. `path` is the fleet's. */
export function lowerStores(
  lowering: Lowering,
  needs: readonly DeclarationReference[],
  path: string,
): Readonly<Record<string, StorePlan>> | null {
  const stores = new Map<string, StorePlan>();
  for (const reference of needs) {
    const data = readReference<StoreData>(lowering, reference);
    if (!data) return null;
    const { name } = reference.symbol;
    recordOrigins(lowering, `${path}/stores/${name}`, reference.instance, reference.symbol.nameSpan);
    stores.set(name, {
      engine: data.engine,
      identifier: data.identifier,
      port: data.port ?? usualPort[data.engine],
      contract: data.contract && {
        version: data.contract.version,
        compatibleFrom: data.contract.compatible_from,
      },
    });
  }
  return Object.fromEntries([...stores].sort(byText(([name]) => name)));
}

const usualPort: Readonly<Record<StoreEngine, number>> = {
  postgres: 5432,
  mysql: 3306,
  aurora_postgres: 5432,
  aurora_mysql: 3306,
  redis: 6379,
  efs: 2049,
  dynamodb: 443,
  s3: 443,
};
