/** What text is written on. */
export interface Paper {
  /** Columns; undefined where it is no terminal, and lines may be as long as they like. */
  readonly width: number | undefined;
  readonly color: boolean;
  /** Whether more than ASCII can be shown. */
  readonly unicode: boolean;
}
