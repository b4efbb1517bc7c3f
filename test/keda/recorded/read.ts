import { readFileSync } from 'node:fs';

export function readRecorded<T>(name: string): T[] {
  return readFileSync(new URL(`${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}
