import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { fillQueries } from '../../src/keda/queries.ts';
import { applyEdits } from '../../src/manifest/edit.ts';

const record = 'revcast.dev/query-templates';

function scaledObject(queries: readonly string[], earlier?: JsonObject): JsonObject {
  const triggers = queries.map((query) => ({ type: 'prometheus', metadata: { query } }));
  const labels = earlier === undefined ? {} : { 'serving.knative.dev/revision': 'shop-00001' };
  const annotations = earlier === undefined ? {} : { [record]: JSON.stringify(earlier) };
  return { metadata: { labels, annotations }, spec: { triggers } };
}

function queriesOf(object: JsonObject): unknown {
  const { triggers } = object.spec as { triggers: { metadata: { query: string } }[] };
  return triggers.map(({ metadata }) => metadata.query);
}

describe('fillQueries', () => {
  const template = 'x{{ .revisionName }}';

  it.each<[string, JsonObject, string[], string | undefined]>([
    ['a query without template', scaledObject(['up']), ['up'], undefined],
    ['a template', scaledObject([template]), ['xshop-00002'], `{"0":"${template}"}`],
    [
      'a template of literal braces, too, or they would reach Prometheus',
      scaledObject(['x{{ "{{" }}']),
      ['x{{'],
      '{"0":"x{{ \\"{{\\" }}"}',
    ],
    [
      'what an earlier rendering made of a template',
      scaledObject(['xshop-00001'], { 0: template }),
      ['xshop-00002'],
      `{"0":"${template}"}`,
    ],
    [
      'literal braces that an earlier rendering made',
      scaledObject(['x{{'], { 0: 'x{{ "{{" }}' }),
      ['x{{'],
      '{"0":"x{{ \\"{{\\" }}"}',
    ],
    [
      'a query edited since, and keeps no record of what it was',
      scaledObject(['up'], { 0: template }),
      ['up'],
      '{}',
    ],
  ])('fills %s', (_, object, queries, templates) => {
    const filled = fillQueries(object, 'shop-00002');
    expect(queriesOf(applyEdits(object, filled.edits))).toEqual(queries);
    expect(filled.templates).toBe(templates);
    expect(filled.problems).toEqual([]);
  });
});
