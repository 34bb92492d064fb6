/** The bytes of the project's files that images copy in, by their SHA-256: what travels beside the Plan. */
export type Contents = ReadonlyMap<string, Uint8Array>;
