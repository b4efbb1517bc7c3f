import type { Random } from './clock.ts';

export interface BackoffSettings {
  /** Milliseconds before the second try. */
  readonly first: number;
  /** Milliseconds that a pause never exceeds. */
  readonly most: number;
}

/** Remembers how often each key failed in a row. */
export interface Backoff {
  /** Milliseconds until the next try: twice as long each time, and never the same for two keys. */
  readonly next: (key: string) => number;
  readonly forget: (key: string) => void;
}

export function createBackoff({ first, most }: BackoffSettings, random: Random): Backoff {
  const failures = new Map<string, number>();
  return {
    next: (key) => {
      const before = failures.get(key) ?? 0;
      failures.set(key, before + 1);
      const longest = Math.min(most, first * 2 ** before);
      return longest * (0.5 + random() / 2);
    },
    forget: (key) => {
      failures.delete(key);
    },
  };
}
