import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { JsonObject } from '../../src/json.ts';
import { until } from './cluster-programs.ts';
import type { Ask } from './cluster-request.ts';

const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** The CustomResourceDefinitions of the versions that test/programs names, from Go's module cache. */
function definitions(): JsonObject[] {
  return [
    ...definitionsIn('knative', 'knative.dev/serving', 'config/core/300-resources'),
    ...definitionsIn('knative', 'knative.dev/networking', 'config'),
    ...definitionsIn('keda', 'github.com/kedacore/keda/v2', 'config/crd/bases'),
  ];
}

function definitionsIn(program: string, module: string, folder: string): JsonObject[] {
  const at = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', module], {
    cwd: join('test', 'programs', program),
    encoding: 'utf8',
  }).trim();
  if (at === '') {
    throw new Error(`cd test/programs/${program} && go mod download ${module}`);
  }
  return readdirSync(join(at, folder))
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => parseAllDocuments(readFileSync(join(at, folder, name), 'utf8')))
    .map((document) => document.toJSON())
    .filter((object) => object?.kind === 'CustomResourceDefinition');
}

/** Makes Knative Serving's and KEDA's resources known, and waits until they are served. */
export async function installDefinitions(ask: Ask): Promise<void> {
  await Promise.all(
    definitions().map(async (definition) => {
      const { status, body } = await ask('POST', path, definition);
      if (status !== 201) throw new Error(JSON.stringify(body));
      const list = listPath(definition);
      // First there is no such resource, then its storage is getting ready, which is a 429.
      await until(list, async () => (await ask('GET', list)).status === 200);
    }),
  );
}

function listPath({ spec }: JsonObject): string {
  const { group, names, versions } = spec as unknown as {
    group: string;
    names: { plural: string };
    versions: readonly { name: string; served: boolean }[];
  };
  const version = versions.find(({ served }) => served)?.name;
  return `/apis/${group}/${version}/${names.plural}?limit=1`;
}
