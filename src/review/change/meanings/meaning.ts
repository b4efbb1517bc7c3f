import type { Meaning } from '../../types.ts';

export function caution(id: string, message: string): Meaning {
  return { id, level: 'caution', message };
}

export function info(id: string, message: string): Meaning {
  return { id, level: 'info', message };
}

/** `4 pods`, `1 pod`. */
export function pods(count: number): string {
  return `${count} ${count === 1 ? 'pod' : 'pods'}`;
}

/** Two significant digits: `2`, `0.33`, `13`, `230`. */
export function rounded(number: number): number {
  return Number(number.toPrecision(2));
}
