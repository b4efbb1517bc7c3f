import { readInput } from '../input.ts';
import { appliedServices, writtenService } from '../lock.ts';
import { applyEdits } from '../manifest/edit.ts';
import type { SourceText } from '../manifest/types.ts';
import { lockKey } from '../predict/lock.ts';
import { decide } from '../render.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import type { Question } from './question.ts';

/**
 * What a rendering has to ask the cluster: the Services that it makes or completes a ScaledObject
 * for, as it writes them. About one that it refuses anyway nothing is asked.
 */
export function renderQuestions(
  sources: readonly SourceText[],
  chosen: Partial<Settings>,
): Question[] {
  const settings: Settings = { ...defaultSettings, ...chosen };
  const { outcomes } = decide(readInput(sources, settings), settings);
  return outcomes
    .filter(({ revision }) => revision !== undefined)
    .map(({ service, serviceEdits }) => ({
      key: lockKey(service, settings.namespace),
      object: applyEdits(service.manifest.value, serviceEdits),
    }));
}

/** What a lock has to ask: all Services, as a rendering writes them. */
export function lockQuestions(
  sources: readonly SourceText[],
  chosen: Partial<Settings>,
): Question[] {
  const settings: Settings = { ...defaultSettings, ...chosen };
  const input = readInput(sources, settings);
  return appliedServices(input, settings).map((applied) => ({
    key: applied.key,
    object: writtenService(applied, input.cluster).manifest.value,
  }));
}
