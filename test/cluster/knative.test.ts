import { describe, expect, test } from 'vitest';
import { assets, skipped } from '../support/cluster.ts';
import { createKnative, pathOf } from '../support/cluster-knative.ts';
import { sharedCluster } from '../support/cluster-shared.ts';

describe.skipIf(assets === undefined)(`the stand-in for Knative's controllers (${skipped})`, () => {
  test('a change of the template makes a new revision, a change of the Service does not', async () => {
    const { ask } = sharedCluster();
    const knative = await createKnative(ask, 'stand-in-for-knative');
    expect(await knative.rollOut('web')).toBe('web-00001');
    expect(await knative.rollOut('web', {}, { 'example.com/owner': 'me' })).toBe('web-00001');
    expect(await knative.rollOut('web', { image: 'example.com/app:2' })).toBe('web-00002');
    await knative.traffic('web', { 'web-00001': 50, 'web-00002': 50 });
    expect(await ask('GET', pathOf('stand-in-for-knative', 'services', 'web'))).toMatchObject({
      status: 200,
      body: {
        status: {
          latestCreatedRevisionName: 'web-00002',
          latestReadyRevisionName: 'web-00002',
          traffic: [{ revisionName: 'web-00001' }, { revisionName: 'web-00002' }],
        },
      },
    });
    const autoscalers = await ask('GET', pathOf('stand-in-for-knative', 'podautoscalers'));
    expect(autoscalers.body.items).toHaveLength(2);
  });
});
