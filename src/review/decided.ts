import type { Finding } from '../diagnostics/types.ts';
import { type Input, readInput } from '../input.ts';
import type { SourceText } from '../manifest/types.ts';
import type { Outcome } from '../outcome.ts';
import { decide } from '../render.ts';
import { defaultSettings, type Settings } from '../settings.ts';

/** What rendering would do to manifests, before anything is written. */
export interface Decided {
  readonly settings: Settings;
  readonly input: Input;
  /** In the order of the stream. */
  readonly outcomes: readonly Outcome[];
  /** In the order of files and lines. */
  readonly findings: readonly Finding[];
}

/** Decides what becomes of every Service, as rendering does, and writes nothing. */
export function decided(sources: readonly SourceText[], chosen: Partial<Settings> = {}): Decided {
  const settings: Settings = { ...defaultSettings, ...chosen };
  const input = readInput(sources, settings);
  const { outcomes, findings } = decide(input, settings);
  return { settings, input, outcomes, findings };
}
