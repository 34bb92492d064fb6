/** What a schema does with a value: as zod has it, which is imported where data from outside comes in alone. */
interface Schema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

/** Reads JSON text that fits a schema; null where it is no JSON, or does not fit. */
export function readJson<T>(text: string, schema: Schema<T>): T | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
