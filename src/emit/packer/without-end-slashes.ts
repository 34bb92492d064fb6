/** A path without the slashes that it ends in: `/etc/shop` for `/etc/shop/`, and nothing for `/`. */
export function withoutEndSlashes(path: string): string {
  // The look-behind has a run of slashes tried once, not from each of them.
  return path.replace(/(?<!\/)\/+$/, "");
}
