import { expect, it } from 'vitest';
import { terraform } from '../../src/gitops/terraform.ts';

const object = {
  metadata: {
    name: 'api-00002',
    namespace: 'shop',
    labels: { 'serving.knative.dev/configuration': 'api' },
    annotations: {},
  },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's syntax, not ours
  spec: { triggers: [{ metadata: { query: 'a="${x}" %{y} $5' } }] },
};

it('names the resource after the Service, so that a new revision replaces it', () => {
  expect(Object.keys(Object(terraform([object]).resource).kubernetes_manifest)).toEqual([
    'shop_api',
  ]);
});

it('gives the resource a name that Terraform takes when the namespace starts with a digit', () => {
  const elsewhere = { ...object, metadata: { ...object.metadata, namespace: '1-team' } };
  expect(Object.keys(Object(terraform([elsewhere]).resource).kubernetes_manifest)).toEqual([
    '_1-team_api',
  ]);
});

it('escapes what Terraform would take for an expression, and only that', () => {
  expect(JSON.stringify(terraform([object]))).toContain('a=\\"$${x}\\" %%{y} $5');
});

it('makes the new ScaledObject before the old one goes', () => {
  expect(terraform([object])).toHaveProperty('resource.kubernetes_manifest.shop_api.lifecycle', {
    create_before_destroy: true,
  });
});
