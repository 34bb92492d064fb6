import { expect, test, vi } from "vitest";
import { asking } from "../../../src/host/aws/asking.ts";
import { bakedImages } from "../../../src/host/aws/baked-images.ts";
import { availableImages } from "../../../src/host/aws/images.ts";

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
  vi.stubEnv("AWS_ENDPOINT_URL", undefined);
  for (const name of ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"])
    vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_WEB_IDENTITY_TOKEN_FILE", undefined);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  vi.stubEnv("AWS_CONFIG_FILE", "/nowhere/config");
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials");
  await expect(bakedImages(["eu-central-1"], "0".repeat(64))).rejects.toThrow(/Sign in to AWS first/);
});

test("where AWS can't be reached for bases, nobody is sent to sign in", async () => {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) vi.stubEnv(name, "test");
  vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
  vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
  const asked = availableImages([{ owner: "amazon", pattern: "al2023-*", region: "eu-central-1" }]);
  await expect(asked).rejects.toThrow(
    /^can't ask EC2 in eu-central-1 for images: .*\n {2}Where AWS is out of reach, give a list of images with --from\.$/,
  );
});
