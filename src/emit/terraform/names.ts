import { sha256 } from "../../base/digest.ts";

/**
 * A name of the source as a Terraform identifier. Different names give different identifiers: plain ones stay as they
 * are, any other gets a digest behind `--`, which no name of the source contains.
 */
export function identifier(name: string): string {
  if (plainName.test(name) && !reservedNames.has(name)) return name;
  const readable = name.replace(/[^A-Za-z0-9_-]/g, "").replace(/^[^A-Za-z]+/, "");
  return `${readable === "" ? "x" : readable}--${sha256(name).slice(0, 8)}`;
}

/** Identifiers that belong together, as one: `web`, `errors` → `web--errors`. Distinct for distinct lists. */
export function joinIdentifiers(...identifiers: readonly string[]): string {
  return joinNames(identifiers, "--");
}

/**
 * Names with something between them. Added up, as `join` makes a text of two bytes a character where one of them has been a
 * key of an object, and so whatever that text becomes part of.
 */
export function joinNames(names: readonly string[], between: string): string {
  return names.reduce((joined, name) => `${joined}${between}${name}`);
}

/**
 * A name for AWS of at most `limit` characters out of letters, digits and `-`: something to read, then the
 * `identityDigest` of what it names, then `tail`. The digest keeps names apart that read the same once they are folded
 * and cut.
 */
export function awsName(limit: number, readable: string, digest: string, tail = ""): string {
  const end = tail === "" ? digest : `${digest}-${tail}`;
  const cut = (start: string): string => start.slice(0, limit - end.length - 1).replace(/^-+|(?<!-)-+$/g, "");
  const start = cut(readable.replace(/[^A-Za-z0-9]+/g, "-"));
  if (start === "") return `x-${end}`;
  return `${refusedStart.test(start) ? cut(`x-${start}`) : start}-${end}`;
}

// What AWS refuses at the beginning of the name of a balancer, a security group, and a bucket.
const refusedStart = /^(?:internal|sg|sthree|amzn-s3-demo)(?:-|$)/i;

/** What tells names apart that are made by `awsName`. */
export function identityDigest(identity: readonly string[]): string {
  return sha256(JSON.stringify(identity)).slice(0, 8);
}

const plainName = /^[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*$/;

// A Terraform variable may not have these names; one list for all identifiers is simpler than one for variables.
const reservedNames: ReadonlySet<string> = new Set([
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "locals",
  "providers",
  "source",
  "version",
]);
