import { ipVersion } from "../../base/ip.ts";
import type { FormatName } from "../../semantics/types.ts";
import { isKnownRegion, isRegionName, nearestRegion } from "./regions.ts";

/** What a string-like type asks for that a text does not meet; null where it does. */
export function formatProblem(format: FormatName, text: string): string | null {
  switch (format) {
    case "cidr":
      return cidrProblem(text);
    case "ip":
      return ipVersion(text) !== null ? null : "be an IP address";
    case "region":
      return isKnownRegion(text) || isRegionName(text)
        ? null
        : `be a region, such as "${nearestRegion(text) ?? "eu-west-1"}"`;
    case "arn":
      return /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|aws)?:[!-~]+$/.test(text)
        ? null
        : 'be an ARN, such as "arn:aws:acm:eu-west-1:123456789012:certificate/…"';
    case "version":
      return /^\d{1,9}\.\d{1,9}\.\d{1,9}(-[0-9A-Za-z.-]{1,64})?(\+[0-9A-Za-z.-]{1,64})?$/.test(text)
        ? null
        : 'be a version, such as "1.4.2"';
    case "path":
      return 'be a path below the project, relative to this file, such as "./provision/setup.sh"';
  }
}

function cidrProblem(text: string): string | null {
  const [address = "", bits = "", ...rest] = text.split("/");
  const version = ipVersion(address);
  const most = version === 4 ? 32 : version === 6 ? 128 : -1;
  if (rest.length > 0 || most < 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most)
    return 'be a range of addresses, such as "10.0.0.0/8"';
  if (most === 128) return null;
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  if (number % size === 0) return null;
  const start = number - (number % size);
  const network = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".");
  return `begin at its first address: "${network}/${bits}"`;
}
