import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { severityOf } from '../../src/diagnostics/codes.ts';
import { isObject, type JsonObject } from '../../src/json.ts';
import { readCluster } from '../../src/knative/cluster.ts';
import { knativeProblems } from '../../src/knative/rules.ts';
import { isKnative, readService } from '../../src/knative/service.ts';
import { manifestOf } from './fixtures.ts';

const data = new URL('../conformance/data/', import.meta.url);

/** What Go's code takes, and the API server refuses on the revision. */
const refusedByKubernetes: Readonly<Record<string, string>> = {
  'l-badlabelvalue': 'RC2022',
  'l-longlabelvalue': 'RC2022',
};

function objectsIn(file: string): JsonObject[] {
  const text = readFileSync(new URL(file, data), 'utf8');
  return parseAllDocuments(text).flatMap((document) => {
    const value: unknown = document.toJS();
    return isObject(value) ? [value] : [];
  });
}

interface Answer {
  readonly name: string;
  readonly webhookErrors: readonly string[];
}

function answersIn(file: string): Answer[] {
  const lines = readFileSync(new URL(file, data), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

const groups = readdirSync(data).filter((file) => file.endsWith('.yaml'));

describe.each(groups)("Knative's webhook and revcast agree on %s", (file) => {
  const objects = objectsIn(file);
  const { cluster, problems: configProblems } = readCluster(objects);
  const services = objects.filter(isKnative);
  const answers = answersIn(file.replace('.yaml', '.jsonl'));

  test('the ConfigMaps are taken and every Service has an answer', () => {
    expect(configProblems).toEqual([]);
    expect(services.map((value) => isObject(value.metadata) && value.metadata.name)).toEqual(
      answers.map(({ name }) => name),
    );
  });

  test.each(answers.map((answer, index) => ({ ...answer, index })))(
    '$name',
    ({ name, webhookErrors, index }) => {
      const { service, problems } = readService(manifestOf(services[index] ?? {}));
      if (service !== undefined) problems.push(...knativeProblems(service, cluster));
      const errors = problems.filter(({ code }) => severityOf(code) === 'error');
      const exception = refusedByKubernetes[name];
      if (exception !== undefined) expect(errors.map(({ code }) => code)).toEqual([exception]);
      else expect(errors.length > 0, JSON.stringify(errors)).toBe(webhookErrors.length > 0);
    },
  );
});
