/** A file of samples, as it was given. */
export interface SampleText {
  readonly name: string;
  readonly text: string;
  /** The trigger that it is of, where the user said so: `--samples requests=range.json`. */
  readonly trigger?: string;
}

/** One metric over time: `null` from where on it is missing. Times only grow. */
export interface Series {
  /** What its column is called; empty where nothing names it. */
  readonly name: string;
  readonly file: string;
  readonly points: readonly Point[];
  /** Of Prometheus: a gap is a query that found nothing. */
  readonly isPrometheus: boolean;
}

export interface Point {
  readonly time: number;
  readonly value: number | null;
}

/** What a file holds. */
export interface SampleFile {
  readonly series: readonly Series[];
  /** Whether times are since 1970, and not since their own start. */
  readonly isAbsolute: boolean;
}

/** What is wrong with a file: each line names it, the place, what was found and what is expected. */
export interface Unreadable {
  readonly problems: readonly string[];
}
