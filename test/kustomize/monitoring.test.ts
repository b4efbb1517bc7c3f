import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createMetrics } from '../../src/fixer/metrics.ts';
import { built, find, kubectl, type Manifest } from '../support/kustomize.ts';
import { ended } from '../support/revcast.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

interface Panel {
  readonly title: string;
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly targets: readonly { readonly expr: string }[];
}

const monitoring = (): Manifest[] => built('kustomize/monitoring');

const rules = (): Rule[] =>
  find(monitoring(), 'PrometheusRule', 'revcast-fixer').spec.groups.flatMap(
    (group: { rules: Rule[] }) => group.rules,
  );

const panels = (): Panel[] =>
  JSON.parse(find(monitoring(), 'ConfigMap', 'revcast-fixer-dashboard').data['revcast-fixer.json'])
    .panels;

const expressions = (): string[] => [
  ...rules().map(({ expr }) => expr),
  ...panels().flatMap(({ targets }) => targets.map(({ expr }) => expr)),
];

/** By the name of each series, its labels. */
async function served(): Promise<Map<string, ReadonlySet<string>>> {
  const { registry } = createMetrics({
    queueDepth: () => 0,
    uncovered: () => ({ transient: 0, lasting: 0 }),
    warnings: () => new Map(),
  });
  const series = new Map<string, ReadonlySet<string>>();
  for (const { name, type } of await registry.getMetricsAsJSON()) {
    const metric = registry.getSingleMetric(name) as unknown as { labelNames: string[] };
    const labels = new Set([...metric.labelNames, 'le', 'job', 'pod']);
    const suffixes = String(type) === 'histogram' ? ['_bucket', '_count', '_sum'] : [''];
    for (const suffix of suffixes) series.set(`${name}${suffix}`, labels);
  }
  return series;
}

const promql = join(process.env.KUBEBUILDER_ASSETS ?? '', 'promql');

describe.skipIf(kubectl === undefined)('monitoring (skipped: kubectl is not found)', () => {
  test('alerts and panels ask for series that the fixer serves, by labels that they have', async () => {
    const series = await served();
    const own = /\b((?:revcast|process|nodejs)_\w+)(?:\{(\w+)[!=~]+)?/g;
    for (const expression of expressions()) {
      const asked = [...expression.matchAll(own)];
      expect(asked, expression).not.toEqual([]);
      for (const [, name = '', label = 'job'] of asked) {
        expect([...series.keys()], expression).toContain(name);
        expect([...(series.get(name) ?? [])], expression).toContain(label);
      }
      const labels = [...expression.matchAll(/by \(([\w, ]+)\)/g)].flatMap(([, list = '']) =>
        list.split(', '),
      );
      const known = asked.flatMap(([, name = '']) => [...(series.get(name) ?? [])]);
      expect(known, expression).toEqual(expect.arrayContaining(labels));
    }
  });

  test('every series of the fixer itself is on the dashboard', async () => {
    const shown = panels()
      .flatMap(({ targets }) => targets.map(({ expr }) => expr))
      .join('\n');
    const names = [...(await served()).keys()].map((name) =>
      name.replace(/_(bucket|sum)$/, '_count'),
    );
    for (const name of names.filter((each) => each.startsWith('revcast_'))) {
      expect(shown).toContain(name);
    }
  });

  test('every alert says what is wrong and what to do', () => {
    expect(rules().map(({ alert }) => alert)).toEqual([
      'RevcastRevisionsUncovered',
      'RevcastNoLeader',
      'RevcastCorrectionsFailing',
      'RevcastWatchesFailing',
      'RevcastPredictionsWrong',
      'RevcastServicesNeedAttention',
    ]);
    for (const rule of rules()) {
      expect(rule.for, rule.alert).toMatch(/^\d+m$/);
      expect(rule.labels.severity, rule.alert).toMatch(/^(critical|warning)$/);
      expect(rule.annotations.summary, rule.alert).toMatch(/\.$/);
      expect(rule.annotations.description, rule.alert).not.toBe('');
    }
  });

  test('no panel lies over another', () => {
    const cells = panels().flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels().every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  });

  test('Prometheus finds the Service of the fixer', () => {
    const [endpoint] = find(monitoring(), 'ServiceMonitor', 'revcast-fixer').spec.endpoints;
    const service = find(built('kustomize/fixer'), 'Service', 'revcast-fixer');
    const { matchLabels } = find(monitoring(), 'ServiceMonitor', 'revcast-fixer').spec.selector;
    expect(service.metadata.labels).toMatchObject(matchLabels);
    expect(service.spec.ports.map(({ name }: { name: string }) => name)).toContain(endpoint.port);
  });

  test.skipIf(!existsSync(promql))('Prometheus takes every expression', async () => {
    const lines = expressions().map((expression) =>
      expression
        .replace(/\$__(rate_interval|range)/g, '5m')
        .replaceAll('$job', 'any')
        .replace(/\s+/g, ' '),
    );
    const { status, stderr } = await ended(promql, [], { stdin: lines.join('\n') });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const faulty = await ended(promql, [], { stdin: 'sum(' });
    expect(faulty.status).toBe(1);
  });
});
