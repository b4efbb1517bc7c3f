import { readdirSync, readFileSync } from 'node:fs';
import type { JsonObject } from '../../src/json.ts';

/** What the real controllers answered for one Service; see data/README.md. */
export interface Measured {
  readonly name: string;
  readonly namespace: string;
  readonly generation: number;
  readonly revisionName: string;
  readonly deploymentName: string;
  readonly hpaClass: boolean;
  readonly autoCreate: boolean;
  readonly webhookErrors: readonly string[];
  readonly error: string | null;
  readonly scaledObject: JsonObject | null;
}

export interface Group {
  readonly name: string;
  readonly yaml: string;
  readonly measured: readonly Measured[];
}

const folder = new URL('data/', import.meta.url);

export function readGroups(): Group[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl') && file !== 'sequences.jsonl')
    .map((file) => file.slice(0, -'.jsonl'.length))
    .map((name) => ({
      name,
      yaml: readFileSync(new URL(`${name}.yaml`, folder), 'utf8'),
      measured: readLines<Measured>(`${name}.jsonl`),
    }));
}

export interface Step {
  readonly edit: readonly string[];
  readonly mode: string;
  readonly yaml: string | null;
  readonly applyError: string | null;
  readonly generation: number | null;
  readonly latestCreatedRevisionName: string | null;
  readonly liveTemplate: JsonObject | null;
}

export interface Sequence {
  readonly id: string;
  readonly kind: string;
  readonly steps: readonly Step[];
}

export function readSequences(): Sequence[] {
  return readLines<Sequence>('sequences.jsonl');
}

function readLines<T>(file: string): T[] {
  return readFileSync(new URL(file, folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}
