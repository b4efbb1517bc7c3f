import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hashWithoutLinks,
  revisionTemplateHash,
  templateOf,
} from '../../src/fixer/state/template-of.ts';
import { type JsonObject, objectAt } from '../../src/json.ts';
import { defaultedTemplate, templateHash } from '../../src/knative/template.ts';
import type { Features, RevisionDefaults } from '../../src/knative/types.ts';
import { lockOf } from '../../src/lock.ts';
import type { SourceText } from '../../src/manifest/types.ts';
import { render } from '../../src/render.ts';
import { defaultings, templates } from '../knative/arbitrary-template.ts';
import { isApplied, type Sequence, sequences } from '../predict/recorded.ts';
import { stampedRevision } from './state-stamped.ts';

const owner = { name: 'shop', namespace: 'ns', generation: 3 };

/** A template may give the very name that Knative would: nothing on the revision tells. */
const namedLikeItsGeneration: readonly string[] = ['051'];

describe('the hash of a revision is the one that the renderer recorded for its template', () => {
  const told = sequences.filter(({ id }) => !namedLikeItsGeneration.includes(id));
  it.each(told.map((each) => [`${each.id} ${each.kind}`, each] as const))('%s', (_, each) => {
    const rendered = renderedSteps(each);
    expect(rendered.length).toBeGreaterThan(0);
    for (const { edit, revision, recorded, isWithoutLinks } of rendered) {
      const found = isWithoutLinks ? hashWithoutLinks(revision) : revisionTemplateHash(revision);
      expect(found, edit).toBe(recorded);
    }
  });

  it('for what Go made of odd templates in odd clusters', () => {
    for (const { template, defaults, features, defaulted } of oddTemplates()) {
      const recorded = templateHash(defaultedTemplate(template, { defaults, features }, owner));
      expect(revisionTemplateHash(stampedRevision(withLinks(defaulted), owner))).toBe(recorded);
    }
  });

  it('for any template in any cluster', () => {
    fc.assert(
      fc.property(templates, defaultings, (template, defaulting) => {
        const stored = defaultedTemplate(template, defaulting, owner);
        const revision = stampedRevision(withLinks(stored), owner);
        expect(revisionTemplateHash(revision)).toBe(templateHash(stored));
      }),
    );
  });
});

/** As in a cluster whose defaults don't say what `enableServiceLinks` is. */
function withLinks(template: JsonObject): JsonObject {
  return { ...template, spec: { enableServiceLinks: null, ...objectAt(template, ['spec']) } };
}

const spec = { containers: [{ name: 'user-container', image: 'a', resources: {} }] };
const stamped = (metadata: JsonObject, of = owner): JsonObject =>
  templateOf(stampedRevision({ metadata, spec }, of));

describe('the template of a revision', () => {
  it('has no empty labels or annotations when its own were none', () => {
    expect(stamped({}).metadata).toEqual({});
  });

  it('keeps labels and annotations of its own, the one that protects from collection too', () => {
    const metadata = {
      labels: { team: 'a' },
      annotations: {
        'autoscaling.knative.dev/class': 'hpa.autoscaling.knative.dev',
        'serving.knative.dev/no-gc': 'true',
      },
    };
    expect(stamped(metadata).metadata).toEqual(metadata);
  });

  it('has the name that the template gave', () => {
    expect(stamped({ name: 'shop-blue' }).metadata).toEqual({ name: 'shop-blue' });
  });

  it('has no name when Knative gave it, even one that is hashed for its length', () => {
    const name = 'a'.repeat(60);
    expect(stamped({}, { ...owner, name, generation: 123456 }).metadata).toEqual({});
  });

  it('has the name of another generation, which only the template can have given', () => {
    expect(stamped({ name: 'shop-00009' }).metadata).toEqual({ name: 'shop-00009' });
  });

  it('has no other hash without enableServiceLinks when there is none', () => {
    const revision = stampedRevision({ spec }, owner);
    expect(hashWithoutLinks({ ...revision, spec })).toBeUndefined();
  });

  it.each([{}, { metadata: null }, { metadata: { labels: [], annotations: 'x' }, spec: 7 }])(
    'of the malformed %j is no reason to fall',
    (revision) => {
      expect(revisionTemplateHash(revision as JsonObject)).toMatch(/^[0-9a-f]{16}$/);
      expect(hashWithoutLinks(revision as JsonObject)).toBeUndefined();
    },
  );
});

interface Rendered {
  readonly edit: string;
  readonly revision: JsonObject;
  readonly recorded: string;
  readonly isWithoutLinks: boolean;
}

/** The steps whose revision the renderer foretold, with what it recorded. */
function renderedSteps({ steps }: Sequence): Rendered[] {
  const found: Rendered[] = [];
  let lock: SourceText | undefined;
  let wasWritten = false;
  for (const step of steps) {
    if (step.mode === 'delete') wasWritten = false;
    if (!isApplied(step)) continue;
    const sources = [{ name: 'service.yaml', text: step.yaml }];
    const settings = lock === undefined ? {} : { lock };
    const [outcome] = render(sources, { ...settings, onError: 'skip' }).outcomes;
    lock = { name: 'revcast.lock.yaml', text: lockOf(sources, settings).text };
    const isWritten = step.yaml.includes('enableServiceLinks');
    wasWritten ||= isWritten;
    const { liveTemplate, generation, latestCreatedRevisionName } = step;
    const foretold = outcome?.revision;
    if (liveTemplate === null || generation === null) continue;
    if (foretold === undefined || foretold.name !== latestCreatedRevisionName) continue;
    const revision = stampedRevision(liveTemplate, {
      name: outcome?.service.name ?? '',
      namespace: 'seq',
      generation,
    });
    found.push({
      edit: step.edit.join(),
      revision,
      recorded: foretold.templateHash,
      isWithoutLinks: wasWritten && !isWritten,
    });
  }
  return found;
}

interface OddTemplate {
  readonly template: JsonObject;
  readonly defaults: RevisionDefaults;
  readonly features: Features | undefined;
  readonly defaulted: JsonObject;
}

function oddTemplates(): OddTemplate[] {
  const lines = readFileSync(new URL('../knative/defaulted.jsonl', import.meta.url), 'utf8');
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as OddTemplate);
}
