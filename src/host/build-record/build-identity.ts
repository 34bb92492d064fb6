/**
 * Tells builds of the compiler apart: a digest of the whole bundle, put here when it is made (scripts/build.ts). Sources
 * that run without a bundle have none, and so keep no records.
 */
export const buildIdentity: string = "unbundled:build-identity";

export const isBundled: boolean = !buildIdentity.startsWith("unbundled");
