import { describe, expect, it } from 'vitest';
import { decided } from '../../src/review/decided.ts';
import { printExplanationJson } from '../../src/review/explain/json.ts';
import { explain } from '../../src/review/explain.ts';
import { sideOf } from '../../src/review/side.ts';
import type { Settings } from '../../src/settings.ts';
import {
  configMap,
  explained,
  hpa,
  hpaClass,
  ownObject,
  prefix,
  said,
  sideWith,
  type Written,
} from './explain-fixtures.ts';

/** About one field: what was written, and what is said first of where it comes from. */
type Row = readonly [title: string, written: Written, field: string, says: string];

describe('who scales a Service, and who makes its ScaledObject:', () => {
  it.each<Row>([
    [
      'a class',
      {},
      'class',
      `annotation ${prefix}class «${hpaClass}»: an HPA scales it, and so KEDA`,
    ],
    [
      'the class of the cluster',
      { template: [], behind: configMap('config-autoscaler', 'pod-autoscaler-class', hpaClass) },
      'class',
      `config-map config-autoscaler pod-autoscaler-class «"${hpaClass}"»: an HPA scales it, and so KEDA; its template names no class`,
    ],
    [
      'no class',
      { template: [] },
      'class',
      "default Knative's default: no HPA scales it; its template names no class",
    ],
    [
      'another class',
      { template: [] },
      'mode',
      'computed class: Knative scales it without KEDA: revcast leaves it alone',
    ],
    [
      'skip',
      { own: ['revcast.dev/mode: skip'] },
      'mode',
      'annotation revcast.dev/mode «skip»: the Service is to be left alone',
    ],
    [
      'nothing',
      {},
      'mode',
      "default revcast's default: no ScaledObject is bound to the Service, and no annotation says who makes it",
    ],
    [
      'generate',
      { own: ['revcast.dev/mode: generate'] },
      'mode',
      "annotation revcast.dev/mode «generate»: the ScaledObject is made from the template's annotations",
    ],
    [
      'byo',
      { own: ['revcast.dev/mode: byo'] },
      'mode',
      'annotation revcast.dev/mode «byo»: its ScaledObject is expected from elsewhere: revcast makes none',
    ],
    [
      'automatic creation',
      { template: [hpa, `${prefix}scaled-object-auto-create: "T"`] },
      'mode',
      `annotation ${prefix}scaled-object-auto-create «"T"»: automatic creation is on: the extension makes the ScaledObject`,
    ],
    [
      'no automatic creation',
      { template: [hpa, `${prefix}scaled-object-auto-create: "false"`] },
      'mode',
      `annotation ${prefix}scaled-object-auto-create «"false"»: its ScaledObject is expected from elsewhere: revcast makes none`,
    ],
    [
      'an override',
      { template: [hpa, `${prefix}scaled-object-override: '{}'`] },
      'mode',
      `annotation ${prefix}scaled-object-override «'{}'»: it holds a whole ScaledObject: other annotations of the extension do not count`,
    ],
    [
      'a target of kind Service',
      { behind: ownObject('apiVersion: serving.knative.dev/v1, kind: Service, name: web') },
      'mode',
      'own ScaledObject mine «web}»: its target is Service web: it is completed in place',
    ],
    [
      'the annotation of a ScaledObject',
      { behind: ownObject('name: other', 'revcast.dev/service: web') },
      'mode',
      'own ScaledObject mine «web}»: its annotation revcast.dev/service names the Service: it is completed in place',
    ],
    [
      'the target of a ScaledObject',
      { behind: ownObject('name: web-00007-deployment') },
      'mode',
      'own ScaledObject mine «web-00007-deployment}»: its target web-00007-deployment is the Deployment of a revision of web: it is completed in place',
    ],
    [
      '--takeover',
      { settings: { takeover: true } },
      'takeover',
      'flag --takeover: written into the Service, so that the extension makes no second ScaledObject',
    ],
  ])('%s', (_, written, field, says) => {
    expect(said(written, field)).toEqual([says]);
  });

  it.each<[string, Written, string[]]>([
    ['skipped', { own: ['revcast.dev/mode: skip'] }, ['mode']],
    ['left to Knative', { template: [] }, ['class', 'mode']],
    ['expected from elsewhere', { own: ['revcast.dev/mode: byo'] }, ['class', 'mode', 'revision']],
    [
      'refused',
      { template: [hpa, `${prefix}target: ten`] },
      ['class', 'mode', 'revision', 'refused'],
    ],
  ])('the steps end with why it is %s', (_, written, fields) => {
    expect(explained(written).steps.map(({ field }) => field)).toEqual(fields);
  });

  it('an error is told with its code and place', () => {
    expect(said({ template: [hpa, `${prefix}target: ten`] }, 'refused')).toEqual([
      `finding RC2107 «ten»: ${prefix}target is "ten", where a number of at least 0.01, without a unit, is expected (gone)`,
    ]);
  });
});

describe('a revision is', () => {
  const hash = sideWith({}).services[0]?.review.revision?.templateHash;

  it.each<[string, Written, string]>([
    [
      'new',
      {},
      "default Knative's first generation: initial: nothing says how often it changed, and a new Service begins with generation 1",
    ],
    [
      'given',
      { name: 'web-blue' },
      'service spec.template.metadata.name «web-blue»: given: the template names its revision',
    ],
    [
      'pinned',
      { settings: { revisionNames: 'pin' } },
      "flag --revision-names pin: pinned: made from a hash of the template, and written into it, with 5 of Knative's defaults spelled out",
    ],
    [
      'pinned by itself',
      { own: ['revcast.dev/revision-names: pin'] },
      "annotation revcast.dev/revision-names «pin»: pinned: made from a hash of the template, and written into it, with 5 of Knative's defaults spelled out",
    ],
    [
      'hinted',
      { own: ['revcast.dev/generation: "7"'] },
      'annotation revcast.dev/generation «"7"»: hint: the template is said to get generation 7',
    ],
    [
      'asked of the cluster, before what is hinted',
      {
        own: ['revcast.dev/generation: "7"'],
        settings: { live: new Map([['web', { generation: 4, problems: [] }]]) },
      },
      'cluster --predict live: live: applied to the cluster now, the template gets generation 4',
    ],
    [
      'locked',
      { settings: locked(String(hash)) },
      'lock web «»: lock: this template is generation 3',
    ],
    [
      'changed since it was locked',
      { settings: locked('0123456789abcdef') },
      'lock web «»: lock: generation 3 was another template, so this one gets 4',
    ],
    [
      'not in the lock file',
      { settings: { lock: { name: 'l', text: 'services: {}\nversion: 1\n' } } },
      "default Knative's first generation: initial: the lock file has no entry for it, and a new Service begins with generation 1",
    ],
  ])('%s', (_, written, says) => {
    expect(said(written, 'revision')).toEqual([says]);
  });

  it('locked by a line of the lock file', () => {
    const [revision] = explained({ settings: locked('0123456789abcdef') }).steps.filter(
      ({ field }) => field === 'revision',
    );
    expect(revision?.source).toEqual({ file: 'revcast.lock.yaml', line: 7, column: 17 });
  });

  it('counted all the same, where it is not named after its generation', () => {
    const written = { name: 'web-blue', own: ['revcast.dev/generation: "7"'] };
    expect(said(written, 'generation')).toEqual([
      'annotation revcast.dev/generation «"7"»: hint: the template is said to get generation 7',
    ]);
  });
});

function locked(hash: string): Partial<Settings> {
  const other = '  another:\n    generation: 9\n    template: 0123456789abcdef';
  const web = `  web:\n    # kept by revcast\n    generation: 3\n    template: ${hash}`;
  const text = `services:\n${other}\n${web}\nversion: 1\n`;
  return { lock: { name: 'revcast.lock.yaml', text } };
}

it('a chart is told to be what the Service was rendered from', () => {
  const text = `# Source: shop/templates/web.yaml\n${sideWith({}).input.stream.sources[0]?.source.text}`;
  const side = sideOf(decided([{ name: '<stdin>', text }]));
  const told = side.services.map((service) => explain(service, side));
  expect(told.map(({ rendered, source }) => [rendered, source.line])).toEqual([
    ['shop/templates/web.yaml', 5],
  ]);
});

it('the document says what it is', () => {
  const { kind, service, source } = JSON.parse(printExplanationJson(explained({})));
  expect({ kind, service, source }).toEqual({
    kind: 'Explanation',
    service: 'web',
    source: { file: 'web.yaml', line: 4, column: 9 },
  });
});
