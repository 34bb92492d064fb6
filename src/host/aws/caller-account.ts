import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { EnvironmentFault } from "../fault.ts";
import { asking } from "./asking.ts";

/** The account that the credentials of this process are of, in 12 digits. `region`: any in which STS is to be asked. */
export function callerAccount(region: string): Promise<string> {
  return asking(
    "ask STS whose credentials these are",
    () => new STSClient({ region }),
    async (client) => {
      const { Account } = await client.send(new GetCallerIdentityCommand({}));
      if (Account === undefined) throw new EnvironmentFault("it names no account");
      return Account;
    },
  );
}
