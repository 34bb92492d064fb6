import fc from "fast-check";
import { hostileText } from "../hostile-text.ts";
import {
  choice,
  DAY,
  duration,
  type File,
  given,
  HOUR,
  int,
  MINUTE,
  percent,
  SECOND,
  text,
  type Value,
} from "./model.ts";

const words = [
  "info",
  "",
  "a b",
  'it\'s "quoted"',
  "$HOME ${x} %{y}",
  "C:\\dir\\",
  "größe 🚀",
  "two\nlines\n",
  "{{.Path}}",
];

/** Text that every place takes that takes text: no NUL, which no environment variable holds. */
const anyText: fc.Arbitrary<string> = fc
  .oneof(fc.constantFrom(...words), fc.stringMatching(/^[ -~]{0,16}$/), hostileText)
  .map((value) => value.replaceAll("\0", ""));

/** Text for commands and the like: one printable line. */
export const anyCommand: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("nginx -t", "test -s /srv/app", "echo \"$HOME\" '${x}' `id`"),
  fc.stringMatching(/^[!-~][ -~]{0,20}$/),
);

export const anyTags: fc.Arbitrary<Readonly<Record<string, string>>> = dictionary(
  fc.stringMatching(/^[A-Z][A-Za-z0-9:_-]{0,8}$/),
  fc.stringMatching(/^[A-Za-z0-9._:/=+@-]{0,12}$/),
);

export const anySettings: fc.Arbitrary<Readonly<Record<string, string>>> = dictionary(
  fc.oneof(fc.constantFrom("LOG_LEVEL", "PORT", "_x"), fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,6}$/)),
  anyText,
);

export const anyAddress: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^ssm:\/[A-Za-z0-9_./-]{1,12}$/),
  fc.stringMatching(/^asm:[A-Za-z0-9_./+=@-]{1,12}$/),
);

function dictionary(
  key: fc.Arbitrary<string>,
  value: fc.Arbitrary<string>,
): fc.Arbitrary<Readonly<Record<string, string>>> {
  return fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });
}

/** Fields of which any may be missing. */
export function someOf(
  fields: Readonly<Record<string, fc.Arbitrary<Value>>>,
): fc.Arbitrary<Readonly<Record<string, Value>>> {
  return fc.record(fields, { requiredKeys: [], noNullPrototype: true }).map(given);
}

export const minutes = (least: number, most: number): fc.Arbitrary<Value> =>
  fc.integer({ min: least, max: most }).map((count) => duration(count * MINUTE));
export const seconds = (least: number, most: number): fc.Arbitrary<Value> =>
  fc.integer({ min: least, max: most }).map((count) => duration(count * SECOND));
export const days = (least: number, most: number): fc.Arbitrary<Value> =>
  fc.integer({ min: least, max: most }).map((count) => duration(count * DAY));
export const hours = (least: number, most: number): fc.Arbitrary<Value> =>
  fc.integer({ min: least, max: most }).map((count) => duration(count * HOUR));
export const whole = (least: number, most: number): fc.Arbitrary<Value> =>
  fc.integer({ min: least, max: most }).map(int);
export const wholeShares = (least: number, most: number): fc.Arbitrary<Value> =>
  fc.integer({ min: least, max: most }).map((share) => percent(share * 100));
export const shares = (least: number, most: number): fc.Arbitrary<Value> =>
  fc.oneof(
    wholeShares(least, most),
    fc.integer({ min: least * 2, max: most * 2 }).map((half) => percent(half * 50)),
  );
export const flags: fc.Arbitrary<Value> = fc.boolean().map((value): Value => ({ kind: "bool", value }));
export const someTexts = (one: fc.Arbitrary<string>, least = 0, most = 3): fc.Arbitrary<Value> =>
  fc
    .array(one, { minLength: least, maxLength: most })
    .map((items): Value => ({ kind: "list", items: items.map(text) }));
export const oneOfChoices = (...among: readonly string[]): fc.Arbitrary<Value> =>
  fc.constantFrom(...among).map((value) => choice(value, among));

/** Content for files that images hold: text of any line ends, and bytes that are no text at all. */
export const anyFile: fc.Arbitrary<File> = fc.record({
  bytes: fc.oneof(
    fc
      .constantFrom("", "plain\n", "a\r\nb\rc", "\ufeffmarked", "no newline at the end")
      .map((value) => new TextEncoder().encode(value)),
    fc.uint8Array({ maxLength: 24 }),
  ),
  executable: fc.boolean(),
});

export const anyScript: fc.Arbitrary<File> = fc.record({
  bytes: fc
    .tuple(
      fc.constantFrom("#!/bin/sh\n", "#!/usr/bin/env bash\r\n", "#!/bin/bash -eu\n", ""),
      fc.oneof(fc.constant(new Uint8Array()), fc.uint8Array({ maxLength: 16 })),
    )
    .map(([first, rest]) => new Uint8Array([...new TextEncoder().encode(first), ...rest])),
  executable: fc.boolean(),
});
