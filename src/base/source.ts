/** One source text and the name that spans refer to it by. */
export interface Source {
  /** A root-relative path with forward slashes, or `std/<module>`. */
  readonly uri: string;
  readonly text: string;
}
