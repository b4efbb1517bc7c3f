import { describe, expect, it } from 'vitest';
import { lockOf } from '../../src/lock.ts';
import type { SourceText } from '../../src/manifest/types.ts';
import { render } from '../../src/render.ts';
import { readSequences, type Sequence, type Step } from './cases.ts';

/** Steps whose revision no file can foretell, by sequence and number of the step, from 0. */
const unforeseeable: Readonly<Record<string, string>> = {
  '045:2':
    'the given name is taken by a revision of another spec: Knative makes none (RevisionNameTaken)',
};

describe.each(readSequences())('sequence $id: $kind', ({ id, steps }: Sequence) => {
  let lock: SourceText | undefined;

  it.each(steps.map((step, index) => ({ ...step, index })))(
    'step $index, $edit: the lock foretells the revision',
    (step) => {
      const sources = sourcesOf(step);
      if (step.applyError !== null) return;
      const settings = lock === undefined ? {} : { lock };
      const { outcomes } = render(sources, { ...settings, onError: 'skip' });
      lock = { name: 'revcast.lock.yaml', text: lockOf(sources, settings).text };
      if (step.latestCreatedRevisionName === null || `${id}:${step.index}` in unforeseeable) return;
      expect(outcomes[0]?.revision?.name).toBe(step.latestCreatedRevisionName);
    },
  );
});

function sourcesOf({ mode, yaml }: Step): SourceText[] {
  return mode === 'delete' || yaml === null ? [] : [{ name: 'service.yaml', text: yaml }];
}
