import { EnvironmentFault } from "../fault.ts";

/** Anything of the AWS SDK that holds connections. */
interface Client {
  destroy(): void;
}

/**
 * Asks a service of AWS. Credentials, endpoint and proxies come from where every AWS tool takes them (`AWS_PROFILE`,
 * `AWS_ENDPOINT_URL`, …). A refusal becomes an `EnvironmentFault` that says what was asked.
 */
export async function asking<C extends Client, T>(
  wish: string,
  makeClient: () => C,
  ask: (client: C) => Promise<T>,
): Promise<T> {
  // The SDK tells whoever runs it on Node 20 that its later versions won't; the version in the bundle does.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const client = makeClient();
  try {
    return await ask(client);
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    const advice = error instanceof Error && nobodyKnown.has(error.name) ? `\n  ${signIn}` : "";
    throw new EnvironmentFault(`can't ${wish}: ${reason}${advice}`);
  } finally {
    client.destroy();
  }
}

/** What to do where AWS does not know who asks. */
export const signIn =
  "Sign in to AWS first: `aws sso login`, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; `aws sts get-caller-identity` shows who you are.";

/** The errors of the SDK and of its services where there are no credentials, or where they are wrong or over. */
const nobodyKnown: ReadonlySet<string> = new Set([
  "AuthFailure",
  "CredentialsProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "RequestExpired",
  "TokenProviderError",
  "UnrecognizedClientException",
]);

/** A list in pieces of what one call takes. */
export function inPieces<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const pieces: T[][] = [];
  for (let start = 0; start < list.length; start += size) pieces.push(list.slice(start, start + size));
  return pieces;
}
