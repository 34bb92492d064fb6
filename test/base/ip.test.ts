import { isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { firstAddress, ipVersion } from "../../src/base/ip.ts";

const versionByNode = (text: string): 4 | 6 | null => (isIP(text) === 0 ? null : (isIP(text) as 4 | 6));

test("an address is what Node takes for one", () => {
  const addresses = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.string({ unit: fc.constantFrom(..."0123456789abcdef:./[]x ".split("")), maxLength: 24 }),
    fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 5 }).map((parts) => parts.join(".")),
    fc.array(fc.stringMatching(/^[0-9a-f]{0,5}$/), { minLength: 2, maxLength: 9 }).map((parts) => parts.join(":")),
  );
  fc.assert(
    fc.property(addresses, (text) => ipVersion(text) === versionByNode(text)),
    { numRuns: 2000 },
  );
});

test.each(["", "1.2.3", "1.2.3.4.", "01.2.3.4", "1.2.3.256", "::1%eth0", "1::2::3", ":", "g::", "::ffff:1.2.3"])(
  "`%s` is no address",
  (text) => expect(ipVersion(text)).toBeNull(),
);

test.each(["::", "::1", "2001:db8::8:800:200c:417a", "::ffff:1.2.3.4"])("`%s` is one of version 6", (text) =>
  expect(ipVersion(text)).toBe(6),
);

test.each([
  ["10.1.2.3", 8, "10.0.0.0"],
  ["10.1.2.255", 31, "10.1.2.254"],
  ["255.255.255.255", 0, "0.0.0.0"],
  ["10.1.2.3", 32, "10.1.2.3"],
  ["2001:DB8:0:0:1:0:0:1", 32, "2001:db8::"],
  ["2001:db8:0:0:1:0:0:1", 128, "2001:db8::1:0:0:1"],
  ["2001:db8:ffff::", 33, "2001:db8:8000::"],
  ["1:2:3:4:5:6:7:8", 127, "1:2:3:4:5:6:7:8"],
  ["0:0::0", 0, "::"],
  ["::ffff:1.2.3.4", 128, "::ffff:102:304"],
])("the range of %s and its first %i bits begins at %s", (address, bits, first) =>
  expect(firstAddress(address, bits)).toBe(first),
);

test("a first address is its range's, and begins as every address of that range does", () => {
  const bitsOf = (address: string, size: number): string =>
    size === 32
      ? address
          .split(".")
          .map((part) => Number(part).toString(2).padStart(8, "0"))
          .join("")
      : expand(address)
          .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0"))
          .join("");
  const expand = (address: string): readonly string[] => {
    const [head = "", tail] = address.split("::");
    const [before, behind] = [head, tail ?? ""].map((side) => (side === "" ? [] : side.split(":")));
    const missing = tail === undefined ? 0 : 8 - (before?.length ?? 0) - (behind?.length ?? 0);
    return [...(before ?? []), ...Array.from({ length: missing }, () => "0"), ...(behind ?? [])];
  };
  const plain = fc.ipV6().filter((address) => !address.includes("."));
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), plain), fc.nat(128), (address, count) => {
      const size = ipVersion(address) === 4 ? 32 : 128;
      const bits = Math.min(size, count);
      const first = firstAddress(address, bits);
      expect(bitsOf(first, size)).toBe(bitsOf(address, size).slice(0, bits).padEnd(size, "0"));
      expect(firstAddress(first, bits)).toBe(first);
    }),
  );
});
