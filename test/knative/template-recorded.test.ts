import { describe, expect, it } from 'vitest';
import { defaultCluster } from '../../src/knative/cluster.ts';
import { defaultedTemplate } from '../../src/knative/template.ts';
import {
  type AppliedStep,
  isApplied,
  type Sequence,
  sequences,
  serviceOf,
} from '../predict/recorded.ts';

describe('the defaulted template is the one that Knative stored', () => {
  it.each(sequences.map((each) => [`${each.id} ${each.kind}`, each] as const))('%s', (_, each) => {
    for (const { step, isWithoutLinks } of appliedSteps(each)) {
      const service = serviceOf(step.yaml);
      const defaults = { ...defaultCluster.defaults };
      if (isWithoutLinks) defaults.enableServiceLinks = undefined;
      const stored = defaultedTemplate(service.template, { ...defaultCluster, defaults }, service);
      expect(stored, step.edit.join()).toEqual(step.liveTemplate);
    }
  });
});

/** Knative fills `enableServiceLinks` in on create only: once removed, it stays away. */
function appliedSteps({ steps }: Sequence): { step: AppliedStep; isWithoutLinks: boolean }[] {
  let wasWritten = false;
  return steps.filter(isApplied).map((step) => {
    const isWritten = step.yaml.includes('enableServiceLinks');
    wasWritten ||= isWritten;
    return { step, isWithoutLinks: wasWritten && !isWritten };
  });
}
