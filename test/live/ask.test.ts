import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { ApiError, ConnectError } from '../../src/kubernetes/errors.ts';
import { type ApplierName, appliers } from '../../src/live/appliers.ts';
import { ask } from '../../src/live/ask.ts';
import { firstApplied } from '../../src/live/three-way.ts';
import { type Answer, type Fake, fakeClient } from './fake-client.ts';

const apiVersion = 'serving.knative.dev/v1';

function template(image: string, more: JsonObject = {}): JsonObject {
  return { spec: { containers: [{ image }], ...more } };
}

function manifest(kind: string, image: string): JsonObject {
  return { apiVersion, kind, metadata: { name: 'one' }, spec: { template: template(image) } };
}

/** A Service in the cluster, applied by kubectl, and its Configuration at generation 7. */
function live(image: string, more: JsonObject = {}, filled: JsonObject = {}): JsonObject[] {
  const object = firstApplied({
    ...manifest('Service', image),
    metadata: { name: 'one', namespace: 'shop' },
  });
  const spec = { template: template(image, filled) };
  const metadata = { ...(object.metadata as JsonObject), generation: 9, ...more };
  return [
    { ...object, spec, metadata, status: { observedGeneration: 9 } },
    configuration(image, {}, filled),
  ];
}

function configuration(image: string, more: JsonObject = {}, filled: JsonObject = {}): JsonObject {
  return {
    apiVersion,
    kind: 'Configuration',
    metadata: { name: 'one', namespace: 'shop', generation: 7, ...more },
    spec: { template: template(image, filled) },
  };
}

async function asked(
  object: JsonObject,
  { client }: Pick<Fake, 'client'>,
  applier: ApplierName = 'kubectl',
  pauses: number[] = [],
) {
  const pause = async (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
  };
  const asking = { client, applier: appliers[applier], namespace: 'shop', pause };
  const answers = await ask([{ key: 'one', object }], asking);
  return 'failed' in answers ? answers : answers.get('one');
}

const service = manifest('Service', 'a:1');
const going = { deletionTimestamp: '2026-01-01T00:00:00Z' };
const owned = { ownerReferences: [{ kind: 'Service', name: 'one', uid: 'u' }] };

describe('the cluster says which generation a Service gets', () => {
  it.each<[string, JsonObject, JsonObject[], number]>([
    ['the one it has, when nothing changes', service, live('a:1', {}, { timeoutSeconds: 300 }), 7],
    ['the next, when the template changes', manifest('Service', 'a:2'), live('a:1'), 8],
    ['1, when it is new', service, [], 1],
    [
      'a Configuration that stands alone: the same',
      manifest('Configuration', 'a:1'),
      [configuration('a:1')],
      7,
    ],
    [
      'a Configuration that stands alone: another',
      manifest('Configuration', 'a:2'),
      [configuration('a:1')],
      8,
    ],
    ['a Configuration that stands alone: new', manifest('Configuration', 'a:2'), [], 1],
  ])('%s', async (_, object, objects, generation) => {
    expect(await asked(object, fakeClient(objects))).toEqual({ generation, problems: [] });
  });

  it('the one it has, where only the defaults of today differ', async () => {
    const today = template('a:1', { added: true });
    const { client } = fakeClient(live('a:1'), ({ verb, kind }) =>
      verb === 'patch' ? { kind, spec: { template: today } } : undefined,
    );
    const relabelled = { ...service, metadata: { name: 'one', labels: { a: 'b' } } };
    expect(await asked(relabelled, { client })).toEqual({ generation: 7, problems: [] });
  });

  it('the next, where an empty value is added', async () => {
    const spec = { template: template('a:1', { securityContext: {} }) };
    const answer = await asked({ ...service, spec }, fakeClient(live('a:1')));
    expect(answer).toEqual({ generation: 8, problems: [] });
  });
});

describe('a dry run is done as the applier does it', () => {
  it.each<[ApplierName, JsonObject[], object]>([
    [
      'kubectl',
      [],
      { verb: 'create', options: { fieldManager: 'kubectl-client-side-apply', dryRun: true } },
    ],
    [
      'kubectl',
      live('a:0'),
      {
        verb: 'patch',
        patch: 'merge',
        options: { fieldManager: 'kubectl-client-side-apply', dryRun: true },
      },
    ],
    [
      'argocd',
      live('a:0'),
      {
        verb: 'patch',
        patch: 'merge',
        options: { fieldManager: 'argocd-controller', dryRun: true },
      },
    ],
    [
      'argocd-ssa',
      live('a:0'),
      {
        verb: 'patch',
        patch: 'apply',
        options: { fieldManager: 'argocd-controller', dryRun: true },
      },
    ],
    [
      'argocd-ssa',
      [],
      {
        verb: 'patch',
        patch: 'apply',
        options: { fieldManager: 'argocd-controller', dryRun: true },
      },
    ],
    [
      'flux',
      live('a:0'),
      {
        verb: 'patch',
        patch: 'apply',
        options: { fieldManager: 'kustomize-controller', dryRun: true },
      },
    ],
  ])('by %s (%#)', async (applier, objects, request) => {
    const fake = fakeClient(objects);
    await asked(service, fake, applier);
    const writes = fake.sent.filter(({ verb, kind }) => verb !== 'get' && kind === 'Service');
    expect(writes).toHaveLength(1);
    expect(writes[0]).toMatchObject({ ...request, namespace: 'shop', name: 'one' });
  });

  it('and nothing is ever written that isn’t a dry run', async () => {
    const fake = fakeClient(live('a:0'));
    for (const applier of ['kubectl', 'argocd', 'argocd-ssa', 'flux'] as const) {
      await asked(service, fake, applier);
    }
    const writes = fake.sent.filter(({ verb }) => verb !== 'get');
    expect(writes.length).toBeGreaterThan(3);
    expect(writes.every(({ options }) => options?.dryRun === true)).toBe(true);
  });

  it('with what it takes over from others removed', async () => {
    const fieldsV1 = { 'f:spec': { 'f:template': { 'f:spec': { 'f:timeoutSeconds': {} } } } };
    const managedFields = [{ manager: 'kubectl-edit', operation: 'Update', fieldsV1 }];
    const edited = live('a:1', { managedFields }, { timeoutSeconds: 60 });
    expect(await asked(service, fakeClient(edited), 'flux')).toMatchObject({ generation: 8 });
    expect(await asked(service, fakeClient(edited), 'argocd-ssa')).toMatchObject({ generation: 7 });
  });
});

describe('a Service that cannot be told says why', () => {
  it.each<[string, JsonObject[], string, RegExp]>([
    ['it is being deleted', live('a:1', going), 'RC6021', /Service shop\/one is being deleted/],
    [
      'its Configuration is',
      [live('a:1')[0] ?? {}, configuration('a:1', going)],
      'RC6021',
      /is being deleted/,
    ],
    ['its Configuration is left over', [configuration('a:1', owned)], 'RC6021', /is being deleted/],
    ['a Configuration is in its place', [configuration('a:1')], 'RC6021', /belongs to no Service/],
    ['it has no Configuration yet', live('a:1').slice(0, 1), 'RC6022', /has not caught up/],
    [
      'its Configuration is behind',
      [{ ...live('a:2')[0], status: { observedGeneration: 8 } }, configuration('a:1')],
      'RC6022',
      /has not caught up/,
    ],
  ])('%s', async (_, objects, code, message) => {
    const fake = fakeClient(objects);
    const answer = await asked(service, fake);
    expect(answer).toEqual({ problems: [expect.objectContaining({ code })] });
    expect(answer).toHaveProperty('problems.0.message', expect.stringMatching(message));
    expect(fake.sent.every(({ verb }) => verb === 'get')).toBe(true);
  });

  it('waits for a Configuration that is behind', async () => {
    const [late = {}] = live('a:1');
    const objects = [{ ...late, status: { observedGeneration: 8 } }, configuration('a:0')];
    const pauses: number[] = [];
    const { client } = fakeClient(objects, ({ verb, kind }) =>
      verb === 'get' && kind === 'Configuration' && pauses.length === 3
        ? configuration('a:1')
        : undefined,
    );
    expect(await asked(service, { client }, 'kubectl', pauses)).toMatchObject({ generation: 7 });
    expect(pauses).toHaveLength(3);
  });

  it('is not behind when only its status is', async () => {
    const [late = {}, current = {}] = live('a:1');
    const objects = [{ ...late, status: { observedGeneration: 8 } }, current];
    expect(await asked(service, fakeClient(objects))).toMatchObject({ generation: 7 });
  });

  it.each([400, 403, 413, 422])('the server refuses it with %i', async (status) => {
    const message =
      'admission webhook "validation.webhook.serving.knative.dev" denied the request:\n  no.';
    const { client } = fakeClient([], ({ verb }) =>
      verb === 'create' ? new ApiError(status, '', message) : undefined,
    );
    const answer = await asked(service, { client });
    expect(answer).toHaveProperty('problems.0.code', 'RC6020');
    expect(answer).toHaveProperty(
      'problems.0.message',
      expect.stringMatching(/ denied the request: no$/),
    );
  });

  it('is new where its namespace is', async () => {
    const error = new ApiError(404, 'NotFound', 'namespaces "shop" not found');
    const { client } = fakeClient([], ({ verb }) => (verb === 'create' ? error : undefined));
    const problems = [expect.objectContaining({ code: 'RC6023' })];
    expect(await asked(service, { client })).toEqual({ generation: 1, problems });
  });
});

describe('a Pod that cannot be made yet is no reason to stop', () => {
  const message =
    'admission webhook "validation.webhook.serving.knative.dev" denied the request: validation callback failed: dry run failed with pods "dry-run-validation" is forbidden: error looking up service account shop/sa: serviceaccount "sa" not found: spec.template';
  const answer: Answer = ({ verb, kind }) =>
    verb !== 'get' && kind === 'Service' ? new ApiError(400, 'BadRequest', message) : undefined;
  const told = [
    expect.objectContaining({
      code: 'RC6025',
      message: expect.stringMatching(/: pods .* serviceaccount "sa" not found$/),
    }),
  ];

  it.each<[string, JsonObject[], JsonObject, number]>([
    ['new', [], service, 1],
    ['changed', live('a:0'), service, 8],
    ['the same', live('a:1'), { ...service, metadata: { name: 'one', labels: { a: 'b' } } }, 7],
  ])('%s', async (_, objects, object, generation) => {
    for (const applier of ['kubectl', 'argocd', 'argocd-ssa', 'flux'] as const) {
      const found = await asked(object, fakeClient(objects, answer), applier);
      expect(found, applier).toEqual({ generation, problems: told });
    }
  });

  it('what was applied before and is no longer there goes, server-side too', async () => {
    const fieldsV1 = { 'f:spec': { 'f:template': { 'f:spec': { 'f:timeoutSeconds': {} } } } };
    const managedFields = [{ manager: 'kustomize-controller', operation: 'Apply', fieldsV1 }];
    const [object = {}, current = {}] = live('a:1', { managedFields }, { timeoutSeconds: 60 });
    const fake = fakeClient([object, current], answer);
    expect(await asked(service, fake, 'flux')).toEqual({ generation: 8, problems: told });
    expect(await asked(service, fake, 'argocd-ssa')).toEqual({ generation: 7, problems: told });
  });

  it('but what Knative has against the Service itself is', async () => {
    const { client } = fakeClient(live('a:0'), (sent) =>
      sent.kind === 'Configuration' && sent.verb === 'patch'
        ? new ApiError(400, 'BadRequest', 'no')
        : answer(sent),
    );
    expect(await asked(service, { client })).toHaveProperty('problems.0.code', 'RC6020');
  });

  it('and of a Configuration that stands alone it is all that can be known', async () => {
    const refuse: Answer = ({ verb }) =>
      verb === 'get' ? undefined : new ApiError(400, 'BadRequest', message);
    const { client } = fakeClient([configuration('a:0')], refuse);
    const found = await asked(manifest('Configuration', 'a:1'), { client });
    expect(found).toEqual({ problems: [expect.objectContaining({ code: 'RC6020' })] });
  });
});

it('a right that a webhook lacks is none that the caller lacks', async () => {
  const message =
    'admission webhook "w" denied the request: pods is forbidden: User "w" cannot create resource "pods"';
  const { client } = fakeClient([], ({ verb }) =>
    verb === 'create' ? new ApiError(403, 'Forbidden', message) : undefined,
  );
  expect(await asked(service, { client })).toHaveProperty('problems.0.code', 'RC6020');
});

describe('where the cluster cannot be asked, all ends with the reason', () => {
  const rbac =
    'services.serving.knative.dev "one" is forbidden: User "ci" cannot patch resource "services" in API group "serving.knative.dev" in the namespace "shop"';
  it.each<[string, Answer, RegExp]>([
    [
      'no right to read',
      ({ verb }) => (verb === 'get' ? new ApiError(403, 'Forbidden', 'no') : undefined),
      /^no right to get services\.serving\.knative\.dev in namespace shop: no$/,
    ],
    [
      'no right to write',
      ({ verb }) => (verb === 'patch' ? new ApiError(403, 'Forbidden', rbac) : undefined),
      /^no right to patch services\.serving\.knative\.dev in namespace shop/,
    ],
    [
      'no credentials',
      () => new ApiError(401, 'Unauthorized', 'Unauthorized'),
      /does not accept the credentials/,
    ],
    [
      'no Knative',
      ({ verb }) => (verb === 'patch' ? new ApiError(404, '', 'HTTP 404') : undefined),
      /is Knative Serving installed/,
    ],
    [
      'no answer',
      () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }),
      /cannot be reached: connect ECONNREFUSED/,
    ],
    [
      'a webhook that is down',
      ({ verb }) =>
        verb === 'patch'
          ? new ApiError(500, 'InternalError', 'failed calling webhook "w"')
          : undefined,
      /answered 500: failed calling webhook/,
    ],
    [
      'a plugin that fails',
      () => new ConnectError('The plugin failed: no.'),
      /^The plugin failed: no$/,
    ],
    [
      'a server that stays busy',
      () => new ApiError(429, 'TooManyRequests', 'busy', { retryAfterSeconds: 2 }),
      /answered 429: busy/,
    ],
  ])('%s', async (_, answer, failed) => {
    expect(await asked(manifest('Service', 'a:2'), fakeClient(live('a:1'), answer))).toEqual({
      failed: expect.stringMatching(failed),
    });
  });

  it('after it was tried again, as long after as the server says', async () => {
    const pauses: number[] = [];
    const busy = new ApiError(429, 'TooManyRequests', 'busy', { retryAfterSeconds: 2 });
    const { client } = fakeClient(live('a:1'), () => (pauses.length < 3 ? busy : undefined));
    expect(await asked(service, { client }, 'kubectl', pauses)).toMatchObject({ generation: 7 });
    expect(pauses).toEqual([2000, 2000, 2000]);
  });

  it('and no other question is asked', async () => {
    const questions = Array.from({ length: 100 }, (_, index) => ({
      key: `${index}`,
      object: service,
    }));
    const fake = fakeClient([], () => new ApiError(401, 'Unauthorized', 'Unauthorized'));
    const asking = {
      client: fake.client,
      applier: appliers.kubectl,
      namespace: 'shop',
      pause: async () => undefined,
    };
    expect(await ask(questions, asking)).toHaveProperty('failed');
    expect(fake.sent.length).toBeLessThanOrEqual(8);
  });
});

it('many Services are asked about, a few at once', async () => {
  let now = 0;
  let most = 0;
  const { client } = fakeClient([]);
  const counting = {
    ...client,
    get: async (...args: Parameters<typeof client.get>) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return await client.get(...args);
    },
  };
  const questions = Array.from({ length: 100 }, (_, index) => ({
    key: `${index}`,
    object: service,
  }));
  const asking = {
    client: counting,
    applier: appliers.kubectl,
    namespace: 'shop',
    pause: async () => undefined,
  };
  const answers = await ask(questions, asking);
  expect(answers).toHaveProperty('size', 100);
  expect(most).toBe(8);
});
