import { expect, test } from 'vitest';
import { printFrames } from '../../src/diagnostics/frame.ts';
import { printJsonLines, printLines } from '../../src/diagnostics/lines.ts';
import { render } from '../../src/render.ts';

/** A Service that Knative refuses, with these lines before it and annotations on it. */
function faulty(head: string, annotations = ''): string {
  return `---
${head}apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: web
  annotations:
    autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
${annotations}spec:
  template:
    spec:
      containers:
      - image: example.com/web
`;
}

function originIn(text: string): string | undefined {
  const { findings } = render([{ name: '<stdin>', text }]);
  const [finding] = findings.filter(({ severity }) => severity === 'error');
  if (finding === undefined) throw new Error('nothing is wrong');
  return finding.origin;
}

const postRendered = "    postrenderer.helm.sh/postrender-filename: 'shop/templates/web.yaml'\n";
const origin = (lines: string[]): string =>
  `    config.kubernetes.io/origin: |\n${lines.map((line) => `      ${line}\n`).join('')}`;
const generator = ['configuredBy:', '  apiVersion: builtin', '  kind: HelmChartInflationGenerator'];

test.each([
  [
    'a template, by the comment of helm template',
    '# Source: shop/templates/web.yaml\n',
    '',
    'shop/templates/web.yaml',
  ],
  [
    'a template of a chart in a chart',
    '# Source: shop/charts/db/templates/a b.yaml\r\n',
    '',
    'shop/charts/db/templates/a b.yaml',
  ],
  [
    'a template behind other comments',
    '\n# of the chart\n# Source: shop/templates/web.yaml\n',
    '',
    'shop/templates/web.yaml',
  ],
  ['a template, by the annotation of Helm 4', '', postRendered, 'shop/templates/web.yaml'],
  ['a file of kustomize', '', origin(['path: base/web.yaml']), 'base/web.yaml'],
  [
    'a file of a repository',
    '',
    origin(['path: base/web.yaml', 'repo: https://example.com/shop', 'ref: v1']),
    'https://example.com/shop//base/web.yaml?ref=v1',
  ],
  [
    'a file of a repository at its head',
    '',
    origin(['path: web.yaml', 'repo: https://example.com/shop']),
    'https://example.com/shop//web.yaml',
  ],
  [
    'a generator of kustomize',
    '',
    origin(['configuredIn: kustomization.yaml', ...generator]),
    'HelmChartInflationGenerator in kustomization.yaml',
  ],
  [
    'nothing by a comment that means another source',
    '# Source: https://example.com/docs\n',
    '',
    undefined,
  ],
  ['nothing by an annotation that is something else', '', origin(['somebody']), undefined],
  ['nothing by an annotation that cannot be read', '', origin(['path: [']), undefined],
  ['nothing by itself', '', '', undefined],
])('a finding names %s', (_, head, annotations, expected) => {
  expect(originIn(faulty(head, annotations))).toBe(expected);
});

test('what stands in an object is not taken for its origin', () => {
  const inside = '# Source: shop/templates/other.yaml\n';
  expect(originIn(`${faulty('')}${inside}`)).toBeUndefined();
});

test('each document has its own', () => {
  const text = `${faulty('# Source: shop/templates/a.yaml\n')}${faulty('').replaceAll('web', 'db')}`;
  const { findings } = render([{ name: '<stdin>', text }]);
  expect(findings.map((finding) => finding.origin)).toEqual(['shop/templates/a.yaml', undefined]);
});

test('a document that cannot be read has one, and so has a list that has none', () => {
  const head = '# Source: shop/templates/web.yaml\n';
  const unreadable = `---\n${head}apiVersion: serving.knative.dev/v1\nkind: [Service\n`;
  expect(originIn(unreadable)).toBe('shop/templates/web.yaml');
  expect(originIn(`---\n${head}apiVersion: v1\nkind: List\nitems: serving.knative.dev\n`)).toBe(
    'shop/templates/web.yaml',
  );
});

test('every format shows it where it names the object', () => {
  const sources = [{ name: '<stdin>', text: faulty('# Source: shop/templates/web.yaml\n') }];
  const { findings } = render(sources);
  const at = 'Service web (shop/templates/web.yaml)';
  expect(printLines(findings)).toContain(` ${at} metadata.annotations`);
  expect(printFrames(findings, sources, false)).toContain(`= ${at}, metadata.annotations`);
  expect(printJsonLines(findings)).toContain('"origin":"shop/templates/web.yaml"');
});
