/**
 * Where the first item stands that fits, in a list where all behind one that fits do too; the length of the list where none
 * does. Found by halves.
 */
export function firstIndex<T>(items: readonly T[], fits: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(items[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
