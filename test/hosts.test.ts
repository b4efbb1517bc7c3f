import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { type Case, readCases } from './support/cases.ts';
import { type Ended, revcast } from './support/revcast.ts';

/** Flags that decide how the output looks, which a host decides itself. */
const shapes = ['--format', '--only-generated', '--on-error', '--host'];

interface Through {
  /** The flags as `render` gets them. */
  readonly flags: readonly string[];
  readonly run: (one: Case, flags: readonly string[]) => Promise<Ended>;
}

/** Every way into the renderer, with what `render` is compared under. */
const entryPoints: Readonly<Record<string, Through>> = {
  'post-render': { flags: ['--host=none'], run: postRender },
  krm: { flags: ['--host=none'], run: krm },
  'argocd generate': { flags: ['--host=argocd'], run: argocdGenerate },
};

/** Not every text can be an item of a ResourceList: it has to be read first. */
const readable = readCases().filter(({ folder, input }) =>
  parseAllDocuments(readFileSync(join(folder, input), 'utf8')).every(
    ({ errors, contents }) => errors.length === 0 && contents !== null,
  ),
);

describe.each(Object.entries(entryPoints))('revcast %s', (name, { flags, run }) => {
  const cases = name === 'krm' ? readable : readCases();

  test.each(cases)('makes the same ScaledObjects as render: $folder', async (one) => {
    const kept = one.args.filter((arg) => !shapes.includes(arg.split('=')[0] ?? ''));
    const folder = { cwd: one.folder };
    const expected = await revcast(['render', ...kept, ...flags, one.input], folder);
    const actual = await run(one, kept);
    expect(codesIn(actual)).toEqual(codesIn(expected));
    // With an error a KRM function has to answer nevertheless; its host ignores all but the results.
    const isIgnored = expected.status !== 0 && name === 'krm';
    if (!isIgnored) expect(scaledObjectsIn(actual)).toEqual(scaledObjectsIn(expected));
    // A host that is given nothing at all would delete everything.
    const isEmpty = expected.stdout === '' && name === 'argocd generate';
    expect(actual.status).toBe(isEmpty ? 1 : expected.status);
  });
});

test('most cases can be given to a KRM function', () => {
  expect(readable.length).toBeGreaterThan(readCases().length / 2);
});

async function postRender({ folder, input }: Case, flags: readonly string[]): Promise<Ended> {
  const stdin = readFileSync(join(folder, input));
  return await revcast(['post-render', ...flags, '--host=none'], { cwd: folder, stdin });
}

async function krm({ folder, input }: Case, flags: readonly string[]): Promise<Ended> {
  const items = objectsIn(readFileSync(join(folder, input), 'utf8'));
  const spec = Object.fromEntries(
    settings(flags).map(({ name, value }) => [
      name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      name === 'cluster-config' ? [value] : value === 'true' ? true : value,
    ]),
  );
  const functionConfig = {
    apiVersion: 'revcast.dev/v1alpha1',
    kind: 'Render',
    metadata: { name: 'revcast' },
    spec: { ...spec, host: 'none' },
  };
  const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', functionConfig };
  const stdin = stringify({ ...list, items }, { version: '1.1' });
  return await revcast(['krm'], { cwd: folder, stdin });
}

/** As the plugin server runs it: in a folder of its own, with parameters instead of flags. */
async function argocdGenerate({ folder, input }: Case, flags: readonly string[]): Promise<Ended> {
  const cwd = mkdtempSync(join(tmpdir(), 'revcast-hosts-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  cpSync(folder, cwd, { recursive: true });
  const parameters = settings([`--directory-include=${input}`, ...flags]).map(({ name, value }) =>
    name === 'cluster-config' ? { name, array: [value] } : { name, string: value },
  );
  const env = { ARGOCD_APP_NAME: 'app', ARGOCD_APP_PARAMETERS: JSON.stringify(parameters) };
  return await revcast(['argocd', 'generate'], { cwd, env });
}

function settings(flags: readonly string[]): { name: string; value: string }[] {
  return flags.map((flag) => {
    const [name = '', value = 'true'] = flag.replace(/^--/, '').split('=');
    return { name, value };
  });
}

interface Item {
  readonly kind?: string;
  readonly items?: readonly Item[];
}

function objectsIn(text: string): Item[] {
  return parseAllDocuments(text, { version: '1.1' }).flatMap((document) => {
    const value = document.toJS() as Item | null;
    if (value === null) return [];
    return value.kind?.endsWith('List') ? [...(value.items ?? [])] : [value];
  });
}

/** Sorted: Helm gets them behind everything else. */
function scaledObjectsIn({ stdout }: Ended): Item[] {
  const found = objectsIn(stdout).filter(({ kind }) => kind === 'ScaledObject');
  return found.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Which findings there are; where they stand differs by host. */
function codesIn({ stderr }: Ended): string[] {
  return [...stderr.matchAll(/(?:error|warning|info) (RC\d{4})/g)].map(([, code = '']) => code);
}
