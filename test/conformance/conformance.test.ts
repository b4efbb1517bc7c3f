import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/diagnostics/types.ts';
import { parseBool } from '../../src/go/numbers.ts';
import { extension } from '../../src/knative/keys.ts';
import type { Outcome } from '../../src/outcome.ts';
import { type RenderResult, render } from '../../src/render.ts';
import { type Group, type Measured, readGroups } from './cases.ts';
import { comparable } from './comparable.ts';
import { refused } from './refused.ts';

describe.each(readGroups())('$name', (group: Group) => {
  const result = render([{ name: `${group.name}.yaml`, text: group.yaml }], { onError: 'skip' });

  it.each(group.measured)('$namespace/$name: revcast answers what was measured', (measured) => {
    const errors = errorsOf(result, measured);
    const made = outcomeOf(result, measured)?.scaledObject;
    if (measured.webhookErrors.length > 0) {
      expect(errors).not.toEqual([]);
      expect(made).toBeUndefined();
    } else if (!measured.hpaClass || isDecided(result, measured)) {
      expect(errors).toEqual([]);
      expect(made).toBeUndefined();
    } else if (refused.has(measured.name)) {
      expect(errors).not.toEqual([]);
    } else if (measured.error !== null) {
      expect(errors).not.toEqual([]);
      expect(made).toBeUndefined();
    } else {
      expect(errors).toEqual([]);
      expect(comparable(made ?? {})).toEqual(comparable(measured.scaledObject ?? {}));
    }
  });
});

it('every refusal is about a case that is there', () => {
  const names = new Set(readGroups().flatMap(({ measured }) => measured.map(({ name }) => name)));
  for (const name of refused.keys()) {
    expect(names).toContain(name);
  }
});

function isAbout(measured: Measured, namespace: string | undefined, name: string): boolean {
  return name === measured.name && (namespace ?? 'default') === measured.namespace;
}

function outcomeOf({ outcomes }: RenderResult, measured: Measured): Outcome | undefined {
  return outcomes.find(({ service }) => isAbout(measured, service.namespace, service.name));
}

function errorsOf({ findings }: RenderResult, measured: Measured): Finding[] {
  return findings.filter(
    ({ severity, object }) =>
      severity === 'error' && object && isAbout(measured, object.namespace, object.name),
  );
}

/** Whether the annotation says who makes the ScaledObject: then revcast doesn't. */
function isDecided(result: RenderResult, measured: Measured): boolean {
  const value = outcomeOf(result, measured)?.service.annotations[extension.autoCreate];
  return value !== undefined && parseBool(value) !== undefined && measured.error === null;
}
