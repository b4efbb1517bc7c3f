import { describe, expect, it } from 'vitest';
import { defaultCluster } from '../../src/knative/cluster.ts';
import { predict } from '../../src/predict/chain.ts';
import type { LiveAnswer, PredictionContext } from '../../src/predict/types.ts';
import { serviceOf } from './recorded.ts';

const service = serviceOf(`
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop, namespace: ns}
spec: {template: {spec: {containers: [{image: a}]}}}`);

const named = serviceOf(`
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop, namespace: ns}
spec: {template: {metadata: {name: shop-blue}, spec: {containers: [{image: a}]}}}`);

function context(answer: LiveAnswer, more: Partial<PredictionContext> = {}): PredictionContext {
  return { pin: false, live: new Map([['ns/shop', answer]]), ...more };
}

const problem = { code: 'RC6020', path: [], message: 'no', hint: 'Yes.' } as const;
const known = { generation: 7, problems: [] };

describe('what the cluster says', () => {
  it('counts for more than a hint and a lock', () => {
    const lock = new Map([['ns/shop', { generation: 3, template: '0'.repeat(16) }]]);
    const { revision, entry, problems } = predict(
      service,
      defaultCluster,
      context(known, { hint: 5, lock }),
    );
    expect(revision).toMatchObject({ name: 'shop-00007', generation: 7, way: 'live' });
    expect(entry).toMatchObject({ generation: 7, template: revision?.templateHash });
    expect(problems).toEqual([]);
  });

  it('counts a revision that has a name of its own, which it leaves as it is', () => {
    const { revision } = predict(named, defaultCluster, context(known));
    expect(revision).toMatchObject({ name: 'shop-blue', generation: 7, way: 'given' });
    const pinned = predict(service, defaultCluster, context(known, { pin: true })).revision;
    expect(pinned).toMatchObject({ generation: 7, way: 'pinned' });
  });

  it('of another Service counts for nothing', () => {
    const other = { pin: false, live: new Map([['other/shop', known]]) };
    expect(predict(service, defaultCluster, other).revision?.way).toBe('initial');
  });

  it('is told, where it is a refusal, and then there is no revision, named or not', () => {
    const refused = context({ problems: [problem] });
    const plain = predict(service, defaultCluster, refused);
    expect(plain).toEqual({ edits: [], problems: [problem] });
    const given = predict(named, defaultCluster, refused);
    expect(given.revision).toBeUndefined();
    expect(given.problems.map(({ code }) => code)).toEqual(['RC6012', 'RC6020']);
  });

  it('can be a generation with something to be told', () => {
    const answer = { generation: 1, problems: [problem] };
    const { revision, problems } = predict(service, defaultCluster, context(answer));
    expect(revision?.name).toBe('shop-00001');
    expect(problems).toEqual([problem]);
  });
});
