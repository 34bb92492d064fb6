import fc from "fast-check";

/** Text made of what means something to some tool: quotes, expansions, template marks, line ends, odd characters. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary" }).filter((text) => !/\p{Cs}/u.test(text)),
  fc
    .array(
      fc.constantFrom(
        ..."'\"\\`$%{}()[]<>|&;!*?#~=- \t\n\r".split(""),
        ..."a,é,🚀,\u202e,\ufeff,\u2028,\u0001,\u007f,${,%{,{{,}},$(,$((,\\',-rf,--,<<EOF,EOF,${path.root},{{.Path}}".split(
          ",",
        ),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);
