/** The key of an image as AWS knows it in each region. */
interface RegionalKeys {
  /** In the region of the bake. */
  readonly home: string;
  /** In each region that the image is copied to; sorted as the regions are. */
  readonly copies: readonly (readonly [region: string, key: string])[];
}

/**
 * A key's ARN for each region. KMS keys live in one region; a multi-Region key has the same id in all, and an alias can be
 * given to a key in each. Null where the key is neither and some region is not its own.
 */
export function regionalKeys(key: string, regions: readonly string[]): RegionalKeys | null {
  const parts = key.split(":");
  const [home = "", ...copies] = regions;
  const everywhere = parts[5]?.startsWith("key/mrk-") === true || parts[5]?.startsWith("alias/") === true;
  if (!everywhere && regions.some((region) => region !== parts[3])) return null;
  return { home: keyInRegion(key, home), copies: copies.map((region) => [region, keyInRegion(key, region)] as const) };
}

/** The ARN of a key in a region that `regionalKeys` has found it to be in. */
export function keyInRegion(key: string, region: string): string {
  return key.split(":").with(3, region).join(":");
}
