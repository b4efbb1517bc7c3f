import { describe, expect, it } from 'vitest';
import {
  configMap,
  hpa,
  hpaClass,
  ownObject,
  prefix,
  said,
  type Written,
} from './explain-fixtures.ts';

const query = `${prefix}prometheus-query: up`;
const custom = [hpa, `${prefix}metric: x`, `${prefix}target: "5"`];
const cron =
  '{"type": "cron", "metadata": {"timezone": "UTC", "start": "0 6 * * *", "end": "0 9 * * *", "desiredReplicas": "3"}}';
const behavior = 'spec.advanced.horizontalPodAutoscalerConfig.behavior';
const trigger = 'spec.triggers[0]';
const address = 'autoscaler.keda.prometheus-address';

/** About one field: what was written, and what is said of where it comes from. */
type Row = readonly [title: string, written: Written, field: string, says: string | string[]];

describe('a field of a generated ScaledObject comes from', () => {
  it.each<Row>([
    [
      'the older spelling',
      { template: [hpa, `${prefix}minScale: "2"`] },
      'spec.minReplicaCount',
      `annotation ${prefix}minScale «"2"»: as it is`,
    ],
    [
      'a ConfigMap',
      { behind: configMap('config-autoscaler', 'min-scale', '3') },
      'spec.minReplicaCount',
      'config-map config-autoscaler min-scale «"3"»: as it is',
    ],
    [
      "an annotation that KEDA can't follow",
      { template: [hpa, `${prefix}min-scale: "0"`] },
      'spec.minReplicaCount',
      `annotation ${prefix}min-scale «"0"»: 0 raised to 1: nobody would be left to measure cpu on`,
    ],
    [
      "a default that KEDA can't follow",
      {},
      'spec.minReplicaCount',
      "default Knative's default: 0 raised to 1: nobody would be left to measure cpu on",
    ],
    [
      "KEDA's own default",
      { template: [...custom, query] },
      'spec.minReplicaCount',
      "default KEDA's default: it scales to zero (unwritten)",
    ],
    [
      "an annotation that says the same as KEDA's default",
      { template: [...custom, query, `${prefix}min-scale: "0"`] },
      'spec.minReplicaCount',
      `annotation ${prefix}min-scale «"0"»: it scales to zero: KEDA does so without being told (unwritten)`,
    ],
    [
      'no limit',
      {},
      'spec.maxReplicaCount',
      "default Knative's default: 0 is no limit: the highest number there is",
    ],
    [
      'a limit of the cluster',
      { behind: configMap('config-autoscaler', 'max-scale', '9') },
      'spec.maxReplicaCount',
      'config-map config-autoscaler max-scale «"9"»: as it is',
    ],
    [
      'a target in mebibytes',
      { template: [hpa, `${prefix}metric: memory`, `${prefix}target: "1536.7"`] },
      `${trigger}.metadata.value`,
      `annotation ${prefix}target «"1536.7"»: floor(1536.7) MiB`,
    ],
    [
      'a target in percent',
      { template: [hpa, `${prefix}target: "70.2"`] },
      `${trigger}.metadata.value`,
      `annotation ${prefix}target «"70.2"»: ceil(70.2) percent of what is requested`,
    ],
    [
      'the default target',
      {},
      `${trigger}.metadata.value`,
      `default the extension's default: of cpu, in percent of what is requested; there is no ${prefix}target`,
    ],
    [
      'a threshold',
      { template: [...custom, query] },
      `${trigger}.metadata.threshold`,
      `annotation ${prefix}target «"5"»: floor(5), as a quantity`,
    ],
    [
      'the Prometheus of the cluster',
      {
        template: [...custom, query],
        behind: configMap('config-autoscaler-keda', address, 'http://p'),
      },
      `${trigger}.metadata.serverAddress`,
      `config-map config-autoscaler-keda ${address} «"http://p"»: there is no ${prefix}prometheus-address`,
    ],
    [
      'the default Prometheus, where the ConfigMap has a bad one',
      { template: [...custom, query], behind: configMap('config-autoscaler-keda', address, 'p') },
      `${trigger}.metadata.serverAddress`,
      `default the extension's default: there is no ${prefix}prometheus-address`,
    ],
    [
      'a query for every revision',
      { template: [...custom, `${prefix}prometheus-query: up{r="{{ .revisionName }}"}`] },
      `${trigger}.metadata.query`,
      `annotation ${prefix}prometheus-query «up{r="{{ .revisionName }}"}»: with the revision's name filled in`,
    ],
    [
      'the namespace of the command line',
      { template: [...custom, query], settings: { namespace: 'shop' } },
      `${trigger}.metadata.namespace`,
      "flag --namespace: the Service's, for Prometheus servers that want to know",
    ],
    [
      'the window, in both directions',
      { template: [hpa, `${prefix}window: 60s`] },
      behavior,
      `annotation ${prefix}window «60s»: in seconds, in both directions`,
    ],
    [
      'the window, in the direction that has no rules, and of the HPA what it leaves',
      {
        template: [hpa, `${prefix}window: 60s`, `${prefix}hpa-scale-up-rules: '{"policies": []}'`],
      },
      `${behavior}.scaleDown`,
      [
        `annotation ${prefix}window «60s»: in seconds; in the other direction ${prefix}hpa-scale-up-rules replaces it`,
        "default the HPA's default: what the API server fills in, and the tolerance that the HPA controller has (unwritten)",
      ],
    ],
    [
      'KEDA, which has no use for it with cpu alone',
      {},
      'spec.pollingInterval',
      "default KEDA's default: of no effect: cpu and memory are left to the HPA (unwritten)",
    ],
    [
      'KEDA, which asks Prometheus by it',
      { template: [...custom, query] },
      'spec.pollingInterval',
      "default KEDA's default: seconds between two looks of KEDA whether a trigger is active (unwritten)",
    ],
    [
      'KEDA, for a service that goes to zero',
      { template: [...custom, query] },
      'spec.cooldownPeriod',
      "default KEDA's default: seconds without activity before it scales to zero (unwritten)",
    ],
    [
      'the middle of JSON',
      {
        template: [hpa, `${prefix}extra-prometheus-triggers: '[${cron}, ${cron}]'`],
      },
      'spec.triggers[2]',
      `annotation ${prefix}extra-prometheus-triggers «${cron}]'»: [1] of its list, as it is`,
    ],
    [
      'the host, so that it stays',
      { settings: { host: 'flux' } },
      'metadata.annotations["kustomize.toolkit.fluxcd.io/prune"]',
      'flag --host flux: the ScaledObject stays when it is no longer rendered: its revision may still serve',
    ],
    [
      'the host, so that it goes last',
      { settings: { host: 'argocd', oldRevisions: 'prune' } },
      'metadata.annotations["argocd.argoproj.io/sync-options"]',
      'flag --host argocd --old-revisions prune: the ScaledObject goes, when it is no longer rendered, behind everything else',
    ],
    [
      'the template, its own labels and annotations apart',
      {},
      'metadata.annotations',
      [
        "service spec.template.metadata.annotations «annotations:»: copied from the Service's template",
        'computed revision web-00001: added: what the fixer and the next rendering go by',
      ],
    ],
    [
      'the wave of the Service',
      { own: ['argocd.argoproj.io/sync-wave: "3"'], settings: { host: 'argocd' } },
      'metadata.annotations["argocd.argoproj.io/sync-wave"]',
      'annotation argocd.argoproj.io/sync-wave «"3"»: Argo CD applies the ScaledObject in the wave of its Service',
    ],
    [
      '--takeover, by way of the template',
      { settings: { takeover: true } },
      `metadata.annotations["${prefix}scaled-object-auto-create"]`,
      'flag --takeover: copied from the template, where it is written into',
    ],
    [
      'the cluster, where the template names no class',
      { template: [], behind: configMap('config-autoscaler', 'pod-autoscaler-class', hpaClass) },
      `metadata.annotations["${prefix}class"]`,
      `config-map config-autoscaler pod-autoscaler-class «"${hpaClass}"»: the template names no class: it is the cluster's`,
    ],
  ])('%s', (_, written, field, says) => {
    expect(said(written, field)).toEqual([says].flat());
  });
});

describe('a field of an override comes from', () => {
  const json =
    '{"spec": {"maxReplicaCount": 3, "minReplicaCount": 2, "triggers": [{"type": "cpu", "metricType": "Utilization", "metadata": {"value": "5"}}]}}';
  const template = [hpa, `${prefix}max-scale: "7"`, `${prefix}scaled-object-override: '${json}'`];
  const origin = `override ${prefix}scaled-object-override`;

  it.each([
    ['inside of it', 'spec.minReplicaCount', `${origin} «${json.slice(51)}'»: as it is`],
    ['a whole trigger of it', trigger, `${origin} «${json.slice(67)}'»: as it is`],
    [
      'what is written over it',
      'spec.maxReplicaCount',
      `annotation ${prefix}max-scale «"7"»: as it is; the override's 3 does not count`,
    ],
  ])('%s', (_, field, says) => {
    expect(said({ template }, field)).toEqual([says]);
  });
});

describe('a field that an overlay has a say in comes from', () => {
  const own = [
    'revcast.dev/scaled-object: |',
    '  spec:',
    '    maxReplicaCount: 20',
    '    fallback: {failureThreshold: 3, replicas: 2}',
    '    triggers:',
    '    - {name: q, metadata: {threshold: "9", namespace: null}}',
    '    - {name: r, type: prometheus, metadata: {query: "up{r=\'{{ .revisionName }}\'}", serverAddress: http://p, threshold: "1"}}',
  ];
  const template = [
    ...custom,
    query,
    `${prefix}max-scale: "7"`,
    `${prefix}trigger-prometheus-name: q`,
  ];
  const overlay = 'overlay revcast.dev/scaled-object';

  it('nowhere, and then from KEDA', () => {
    const without = ['revcast.dev/scaled-object: "spec: {minReplicaCount: null}"'];
    const written = { own: without, template: [...template, `${prefix}min-scale: "3"`] };
    expect(said(written, 'spec.minReplicaCount')).toEqual([
      `${overlay} «null}"»: taken away: it was 3 (gone)`,
      "default KEDA's default: it scales to zero (unwritten)",
    ]);
  });

  it.each([
    [
      'a line of it, instead of an annotation',
      'spec.maxReplicaCount',
      `${overlay} «20»: instead of 7 from ${prefix}max-scale`,
    ],
    [
      'a line of it alone, with all that is in it',
      'spec.fallback',
      `${overlay} «fallback: {failureThreshold: 3, replicas: 2}»: added`,
    ],
    [
      'its trigger of the same name',
      `${trigger}.metadata.threshold`,
      `${overlay} «"9", namespace: null}}»: instead of "5" from ${prefix}target`,
    ],
    [
      'an annotation, where it says the same',
      `${trigger}.name`,
      `${overlay} «q, metadata: {threshold: "9", namespace: null}}»: the same as ${prefix}trigger-prometheus-name says`,
    ],
    [
      'nowhere, as it is taken away',
      `${trigger}.metadata.namespace`,
      `${overlay} «null}}»: taken away: it was "default" (gone)`,
    ],
  ])('%s', (_, field, says) => {
    expect(said({ own, template }, field)).toEqual([says]);
  });
});

describe("a field of the user's own ScaledObject comes from", () => {
  const target = 'apiVersion: serving.knative.dev/v1, kind: Service, name: web';

  it.each([
    ['its line', 'spec.minReplicaCount', 'own ScaledObject mine «1»: as it is'],
    [
      'its revision',
      'metadata.name',
      'computed revision web-00001: the name of the revision: the extension looks under no other; instead of "mine"',
    ],
    [
      'its target',
      'spec.scaleTargetRef.name',
      'computed revision web-00001: the Deployment of the revision; instead of "web"',
    ],
    [
      'KEDA, where it says nothing',
      'spec.maxReplicaCount',
      "default KEDA's default: there is no other limit (unwritten)",
    ],
  ])('%s', (_, field, says) => {
    expect(said({ behind: ownObject(target) }, field)).toEqual([says]);
  });
});
