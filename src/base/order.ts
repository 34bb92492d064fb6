/** Orders strings by code point, the same on every machine and in every locale. */
export function compareCodePoints(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return codePointRank(a) - codePointRank(b);
  }
  return left.length - right.length;
}

// UTF-16 sorts surrogates (astral characters) before U+E000..U+FFFF; code point order puts them last.
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Orders items by a text of each, by code point: `byText(({ name }) => name)`. */
export function byText<T>(textOf: (item: T) => string): (left: T, right: T) => number {
  return (left, right) => compareCodePoints(textOf(left), textOf(right));
}

/** Each of some texts once, sorted by code point. */
export function distinctTexts(texts: Iterable<string>): string[] {
  return sortTexts([...new Set(texts)]);
}

/**
 * Sorts texts by code point, in place. Most lists of names are short or in order already, and the engine's own sorting
 * sets itself up anew each time. It goes by units, which is the same where no text has a surrogate in it, and fast.
 */
export function sortTexts(texts: string[]): string[] {
  let sorted = 1;
  while (sorted < texts.length && compareCodePoints(texts[sorted - 1] ?? "", texts[sorted] ?? "") <= 0) sorted++;
  if (sorted >= texts.length) return texts;
  if (texts.length > fewTexts) return surrogate.test(texts.join("")) ? texts.sort(compareCodePoints) : texts.sort();
  for (; sorted < texts.length; sorted++) {
    const text = texts[sorted] ?? "";
    let at = sorted;
    for (; at > 0 && compareCodePoints(texts[at - 1] ?? "", text) > 0; at--) texts[at] = texts[at - 1] ?? "";
    texts[at] = text;
  }
  return texts;
}

const fewTexts = 24;
const surrogate = /[\ud800-\udfff]/;
