/**
 * Which version of IP a text is an address of; null where it is none. As `node:net` has it, but for zones (`fe80::1%eth0`),
 * which mean nothing to any other machine; that module, with all of its sockets, takes longer to load than a small project
 * takes to evaluate.
 */
export function ipVersion(text: string): 4 | 6 | null {
  if (ipv4.test(text)) return 4;
  return /^[0-9A-Fa-f:.]+$/.test(text) && URL.canParse(`http://[${text}]`) ? 6 : null;
}

/** The first address of the range of an address's first bits, as RFC 5952 and everybody's parsers write it. */
export function firstAddress(address: string, bits: number): string {
  if (ipVersion(address) === 4) return firstOf(address.split(".").map(Number), 8, bits).join(".");
  return canonical(
    firstOf(groupsOf(canonical(address)), 16, bits)
      .map((group) => group.toString(16))
      .join(":"),
  );
}

/** Numbers of so many bits each, with all zero behind the first bits. */
function firstOf(numbers: readonly number[], size: number, bits: number): readonly number[] {
  return numbers.map((number, at) => {
    const dropped = 2 ** Math.min(size, Math.max(0, size * (at + 1) - bits));
    return number - (number % dropped);
  });
}

function canonical(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

/** The eight numbers of an address without an IPv4 part. */
function groupsOf(address: string): readonly number[] {
  const [head = [], tail = []] = address.split("::").map((side) => (side === "" ? [] : side.split(":")));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16));
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
