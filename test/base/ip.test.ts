import { isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ipVersion } from "../../src/base/ip.ts";

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
