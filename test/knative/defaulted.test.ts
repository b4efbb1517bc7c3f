import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import type { Defaulting } from '../../src/knative/template/defaults.ts';
import { defaultedTemplate, writtenTemplate } from '../../src/knative/template.ts';

interface Recorded {
  readonly template: JsonObject;
  readonly defaults: Defaulting['defaults'];
  readonly features?: Record<string, string>;
  /** As Go prints the template. */
  readonly written: JsonObject;
  /** As Go prints it with defaults, for a Service `shop`. */
  readonly defaulted: JsonObject;
}

/**
 * Generated templates, and what Knative's own code made of them (`RevisionSpec.SetDefaults` of
 * knative/serving, on create), with the default protocol of the CRD's schema.
 */
const recorded: Recorded[] = readFileSync(new URL('defaulted.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

describe('Knative makes of a generated template', () => {
  it.each(recorded.map((each, index) => [index + 1, each] as const))('line %i', (_, each) => {
    const cluster = {
      defaults: { ...each.defaults, enableServiceLinks: each.defaults.enableServiceLinks },
      features: each.features,
    };
    const owner = { name: 'shop', namespace: 'ns' };
    expect(writtenTemplate(each.template)).toEqual(each.written);
    expect(defaultedTemplate(each.template, cluster, owner)).toEqual(each.defaulted);
  });
});
