import { EnvironmentFault } from "../../host/fault.ts";
import type { EnvironmentPlan } from "../../plan/model.ts";
import type { Terminal } from "../terminal.ts";

type Placed = Pick<EnvironmentPlan, "name" | "region" | "account">;

/**
 * Those of some environments that are in the account of the credentials, by name: what AWS answers is about that account
 * alone. The others are named and left out; that all are elsewhere is refused. One that names no account is taken to be
 * here.
 */
export async function inThisAccount(terminal: Terminal, environments: readonly Placed[]): Promise<ReadonlySet<string>> {
  const named = environments.filter(({ account }) => account !== null);
  const [first] = named;
  if (first === undefined) return new Set(environments.map(({ name }) => name));
  const { callerAccount } = await import("../../host/aws/caller-account.ts");
  const caller = await callerAccount(first.region);
  const elsewhere = named.filter(({ account }) => account !== caller);
  const advice = `these credentials are of account ${caller}`;
  const places = elsewhere.map(({ name, account }) => `${name} is in account ${account}`);
  if (elsewhere.length > 0 && elsewhere.length === environments.length)
    throw new EnvironmentFault(
      `${places.join(", ")}, and ${advice}\n  Sign in to that account: AWS_PROFILE names a profile.`,
    );
  for (const place of places) terminal.note(`${place}, and ${advice}: it is left out\n`);
  return new Set(environments.filter((each) => !elsewhere.includes(each)).map(({ name }) => name));
}
