import { afterEach, expect, test, vi } from "vitest";
import { asking } from "../../../src/host/aws/asking.ts";
import { bakedImages } from "../../../src/host/aws/baked-images.ts";

afterEach(() => void vi.unstubAllEnvs());

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

test("the SDK's own lack of credentials is known as such", async () => {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"])
    vi.stubEnv(name, undefined);
  for (const name of ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"])
    vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_WEB_IDENTITY_TOKEN_FILE", undefined);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  vi.stubEnv("AWS_CONFIG_FILE", "/nowhere/config");
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials");
  await expect(bakedImages(["eu-central-1"], "0".repeat(64))).rejects.toThrow(/Sign in to AWS first/);
});
