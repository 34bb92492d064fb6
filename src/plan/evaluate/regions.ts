import { suggest } from "../../semantics/suggest.ts";

/**
 * The regions of AWS, of all its partitions, as its SDK lists them. AWS opens new ones now and then: one that is missing
 * here is a warning, as long as it is named as regions are.
 */
const regions: ReadonlySet<string> = new Set(
  `af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1
  ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1
  cn-north-1 cn-northwest-1 eu-central-1 eu-central-2 eu-isoe-west-1 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2
  eu-west-3 eusc-de-east-1 il-central-1 me-central-1 me-south-1 me-west-1 mx-central-1 sa-east-1 sa-west-1 us-east-1
  us-east-2 us-gov-east-1 us-gov-west-1 us-iso-east-1 us-iso-west-1 us-isob-east-1 us-isob-west-1 us-isof-east-1
  us-isof-south-1 us-west-1 us-west-2`.split(/\s+/),
);

/** Whether AWS had a region of this name when the list was written. For newer ones see `isRegionName`. */
export function isKnownRegion(text: string): boolean {
  return regions.has(text);
}

/** The region that a misspelt one most likely means, or null where none is near. */
export function nearestRegion(text: string): string | null {
  return suggest(text.toLowerCase().replaceAll("_", "-"), regions);
}

/** Whether a text is built as the name of a region, `<area>-<direction>-<number>`: one may be newer than the list. */
export function isRegionName(text: string): boolean {
  return form.test(text);
}

const form = /^[a-z]{2,4}(-[a-z]{2,4})?-(central|(north|south)(east|west)?|east|west)-\d{1,2}$/;
