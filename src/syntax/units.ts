/** What a number with a unit is. */
export type MeasureName = "duration" | "bytes" | "percent";

/** What each unit measures, and how many milliseconds, bytes or percent it stands for. The smallest of a measure is first. */
export const units: Readonly<Record<string, { readonly measure: MeasureName; readonly size: number }>> = {
  ms: { measure: "duration", size: 1 },
  s: { measure: "duration", size: 1000 },
  m: { measure: "duration", size: 60_000 },
  h: { measure: "duration", size: 3_600_000 },
  d: { measure: "duration", size: 86_400_000 },
  KiB: { measure: "bytes", size: 2 ** 10 },
  MiB: { measure: "bytes", size: 2 ** 20 },
  GiB: { measure: "bytes", size: 2 ** 30 },
  TiB: { measure: "bytes", size: 2 ** 40 },
  "%": { measure: "percent", size: 1 },
};

/** The units of a measure with their sizes, the largest first. */
export function unitsOf(measure: MeasureName): readonly (readonly [unit: string, size: number])[] {
  const found = Object.entries(units).filter(([, each]) => each.measure === measure);
  return found.map(([unit, { size }]) => [unit, size] as const).reverse();
}
