import { expect, test } from "vitest";
import { asking } from "../../../src/host/aws/asking.ts";

const failing = (name: string, message: string): Promise<unknown> =>
  asking(
    "look for images in eu-central-1",
    () => ({ destroy: () => undefined }),
    () => Promise.reject(Object.assign(new Error(message), { name })),
  );

test("without credentials, and with old ones, it says how to sign in", async () => {
  for (const name of ["CredentialsProviderError", "ExpiredToken", "ExpiredTokenException", "AuthFailure"])
    await expect(failing(name, "no way in")).rejects.toThrow(
      "can't look for images in eu-central-1: no way in\n  Sign in to AWS first: `aws sso login`, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; `aws sts get-caller-identity` shows who you are.",
    );
});

test("what AWS refuses for another reason is told as it is", async () => {
  await expect(failing("UnauthorizedOperation", "You may not")).rejects.toThrow(
    /^can't look for images in eu-central-1: You may not$/,
  );
});
