import { firstAddress, ipVersion } from "../../base/ip.ts";
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
        : 'be an ARN: "arn:aws:<service>:<region>:<account>:<resource>"';
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
  if (rest.length > 0 || version === null || !/^(0|[1-9]\d{0,2})$/.test(bits) || Number(bits) > most)
    return 'be a range of addresses, such as "10.0.0.0/8"';
  const first = `${firstAddress(address, Number(bits))}/${bits}`;
  if (first === text) return null;
  // One range has one text, so that two that are the same are known to be.
  return first === `${firstAddress(address, most)}/${bits}`
    ? `be written as "${first}"`
    : `begin at its first address: "${first}"`;
}
