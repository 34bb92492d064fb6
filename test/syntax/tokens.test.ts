import { createToken, type TokenType, tokenMatcher } from "chevrotain";
import { expect, test } from "vitest";
import { isOf, parserTokens, tokenOf } from "../../src/syntax/tokens.ts";

// Ours are made without Chevrotain, for the sake of time.
test("the types of tokens are what Chevrotain would make of them", () => {
  const theirs = new Map<TokenType, TokenType>();
  const made = (type: TokenType): TokenType => {
    const categories = [type.CATEGORIES ?? []].flat().map(made);
    const known = theirs.get(type) ?? createToken({ name: type.name, label: type.LABEL ?? "", categories });
    theirs.set(type, known);
    return known;
  };
  for (const type of parserTokens) made(type);
  for (const one of parserTokens) {
    const token = { ...tokenOf(made(one), "", 0) };
    for (const other of parserTokens) {
      const expected = tokenMatcher(token, made(other));
      expect(isOf(tokenOf(one, "", 0), other), `${one.name} of ${other.name}`).toBe(expected);
      expect(tokenMatcher(tokenOf(one, "", 0), other), `${one.name} of ${other.name}`).toBe(expected);
    }
    const { name, LABEL, isParent } = made(one);
    expect(one).toMatchObject({ name, LABEL, isParent });
    expect(Object.keys(one).sort()).toEqual(Object.keys(made(one)).sort());
  }
  expect(new Set(parserTokens.map((type) => type.tokenTypeIdx)).size).toBe(parserTokens.length);
});
