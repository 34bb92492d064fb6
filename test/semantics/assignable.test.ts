import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAssignable, overlaps } from "../../src/semantics/assignable.ts";
import { join } from "../../src/semantics/join.ts";
import {
  any,
  never,
  optional,
  required,
  sameType,
  scalar,
  type Type,
  union,
  widened,
} from "../../src/semantics/types.ts";
import { anyType } from "./types.ts";

const runs = { numRuns: 2000 };

describe("assignability", () => {
  test("every type takes itself", () => {
    fc.assert(
      fc.property(anyType, (type) => isAssignable(type, type)),
      runs,
    );
  });

  test("what takes a type takes all that the type takes", () => {
    fc.assert(
      fc.property(anyType, anyType, anyType, (a, b, c) => {
        fc.pre(isAssignable(a, b) && isAssignable(b, c));
        return isAssignable(a, c);
      }),
      { numRuns: 300, maxSkipsPerRun: 1000 },
    );
  });

  test("a union takes its members, and fits where all of them do", () => {
    fc.assert(
      fc.property(fc.array(anyType, { minLength: 1, maxLength: 4 }), anyType, (members, target) => {
        const whole = union(members);
        expect(members.every((member) => isAssignable(member, whole))).toBe(true);
        expect(isAssignable(whole, target)).toBe(members.every((member) => isAssignable(member, target)));
      }),
      runs,
    );
  });

  test("a union is the same in any order and written twice", () => {
    fc.assert(
      fc.property(anyType, anyType, anyType, (a, b, c) => {
        expect(sameType(union([a, b, c]), union([c, union([b, a]), a]))).toBe(true);
      }),
      runs,
    );
  });

  test("a join takes what is joined", () => {
    fc.assert(
      fc.property(fc.array(anyType, { minLength: 1, maxLength: 4 }), (types) => {
        const joined = join(types);
        for (const type of types) expect(isAssignable(type, joined)).toBe(true);
      }),
      runs,
    );
  });

  test("a type fits its widening, and its optional", () => {
    fc.assert(
      fc.property(anyType, (type) => {
        expect(isAssignable(type, widened(type))).toBe(true);
        expect(isAssignable(type, optional(type))).toBe(true);
        expect(isAssignable(required(type), type)).toBe(true);
      }),
      runs,
    );
  });

  test("what is wrong already fits everywhere, and nothing else does", () => {
    fc.assert(
      fc.property(anyType, (type) => {
        expect(isAssignable(any, type) && isAssignable(type, any) && isAssignable(never, type)).toBe(true);
      }),
      runs,
    );
    expect(isAssignable(scalar("null"), scalar("int"))).toBe(false);
    expect(isAssignable(scalar("decimal"), scalar("int"))).toBe(false);
    expect(isAssignable(scalar("int"), scalar("decimal"))).toBe(true);
    expect(isAssignable(scalar("int"), scalar("duration"))).toBe(false);
    expect(isAssignable({ kind: "literal", value: "a" }, scalar("string"))).toBe(true);
    expect(isAssignable(scalar("string"), { kind: "literal", value: "a" })).toBe(false);
  });

  test("types overlap where one fits the other, whichever comes first", () => {
    fc.assert(
      fc.property(anyType, anyType, (a: Type, b: Type) => {
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        if (a.kind !== "never" && isAssignable(a, b)) expect(overlaps(a, b)).toBe(true);
      }),
      runs,
    );
  });
});
