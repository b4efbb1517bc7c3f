import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { kedaProblems } from '../../../src/keda/rules.ts';
import { readRecorded } from '../recorded/read.ts';
import { isError, scaledObject } from './objects.ts';

interface Recorded {
  readonly name: string;
  readonly spec: JsonObject;
  readonly refusedBy: readonly string[];
}

const checks: Readonly<Record<string, readonly string[]>> = {
  cpuMemory: ['RC4103'],
  fallback: ['RC4112'],
  name: ['RC4104', 'RC4105'],
  replicas: ['RC4102'],
  scaledObjects: ['RC4108', 'RC4109', 'RC4110', 'RC4111', 'RC4113'],
  triggers: ['RC4106', 'RC4107'],
};

/** A check of KEDA's, or the schema's, by the codes that stand for it. The CRD compares too. */
function refusers(codes: readonly string[]): string[] {
  if (codes.some((code) => code.startsWith('RC40') || code === 'RC4101')) return ['schema'];
  return Object.keys(checks).filter((check) => checks[check]?.some((code) => codes.includes(code)));
}

describe("KEDA's schema and webhook", () => {
  it.each(readRecorded<Recorded>('scaled-objects'))(
    'refuse what revcast refuses: $spec',
    ({ name, spec, refusedBy }) => {
      const object = { ...scaledObject({}, { name }), spec };
      const errors = kedaProblems(object).filter(isError);
      // Cron triggers are refused beyond the webhook.
      const codes = errors.map(({ code }) => code).filter((code) => !code.startsWith('RC43'));
      expect(refusers(codes)).toEqual(refusedBy);
    },
  );
});
