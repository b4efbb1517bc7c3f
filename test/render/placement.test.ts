import { describe, expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { render } from '../../src/render.ts';
import type { Settings } from '../../src/settings.ts';

const service = (name: string): object => ({
  apiVersion: 'serving.knative.dev/v1',
  kind: 'Service',
  metadata: { name, namespace: 'team' },
  spec: {
    template: {
      metadata: { annotations: { 'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev' } },
      spec: {
        containers: [{ image: 'example.com/app', resources: { requests: { cpu: '100m' } } }],
      },
    },
  },
});

const files = [service('one'), service('two')].map((object, index) => ({
  name: `${index}.yaml`,
  text: `---\n${stringify(object)}`,
}));

interface Named {
  readonly kind: string;
  readonly items?: readonly Named[];
  readonly metadata: { readonly name: string };
}

function namesIn(settings: Partial<Settings>): string[] {
  const documents = parseAllDocuments(render(files, settings).output.join(''));
  return documents
    .map((document) => document.toJS() as Named)
    .flatMap((object) => object.items ?? [object])
    .map(({ metadata }) => metadata.name);
}

describe.each(['yaml', 'json'] as const)('as %s a ScaledObject stands', (format) => {
  test('behind its Service', () => {
    expect(namesIn({ format })).toEqual(['one', 'one-00001', 'two', 'two-00001']);
  });

  test('behind everything else, if it is asked for', () => {
    const settings = { format, placement: 'last' } as const;
    expect(namesIn(settings)).toEqual(['one', 'two', 'one-00001', 'two-00001']);
    expect(namesIn({ ...settings, split: 'scaledobjects' })).toEqual(['one-00001', 'two-00001']);
    expect(namesIn({ ...settings, split: 'services' })).toEqual(['one', 'two']);
  });
});
