import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPluginServer, type PluginServer, startPluginServer } from '../support/plugin-server.ts';
import { type Application, repoServer } from '../support/repo-server.ts';

const files = {
  'plugin.yaml': `
apiVersion: argoproj.io/v1alpha1
kind: ConfigManagementPlugin
metadata: {name: toy}
spec:
  generate: {command: [sh, -c], args: ['echo heard >&2; eval "$PARAM_COMMAND"']}
  parameters: {dynamic: {command: [sh, -c], args: ['printf "[{\\"name\\":\\"%s\\"}]" "$ARGOCD_APP_NAME"']}}
`,
  'repository/.git/HEAD': '',
  'repository/shop/two.yaml': `
kind: ConfigMap
apiVersion: v1
metadata: {name: a}
---
kind: List
apiVersion: v1
items: [{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}]
`,
};

const two = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } },
];

/** An Application whose plugin runs a command of the shell. */
function running(command: string): Application {
  // A parameter is passed on as it is. In a value of `env`, Argo CD puts its own variables.
  const parameters = [{ name: 'command', string: command }];
  const env = [{ name: 'HOST', value: '$ARGOCD_APP_NAME.example.com' }];
  return { applicationSource: { path: 'shop', plugin: { name: 'toy', env, parameters } } };
}

/** A command that prints an object with what another one prints. */
const telling = (command: string): string =>
  `printf '{"apiVersion":"v1","kind":"ConfigMap","data":"%s"}' "$(${command} | tr '\\n' ' ')"`;

describe.skipIf(!hasPluginServer)('Argo CD with a plugin (skipped without argocd)', () => {
  let folder: string;
  let repository: string;
  let server: PluginServer;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'revcast-plugin-'));
    repository = join(folder, 'repository');
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text, { mode: 0o755 });
    }
    server = await startPluginServer(folder, { WHERE: 'sidecar' });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  test('goes on with the objects of what the plugin prints', async () => {
    const { manifests, sourceType } = await server.generate(repository, running('cat *.yaml'));
    expect(sourceType).toBe('Plugin');
    expect(manifests).toEqual(two);
    expect(server.log()).toContain('stderr="heard\\n"');
  });

  test.each([
    ['its own environment', 'echo $WHERE $HOME.', 'sidecar .'],
    ['the Application', 'echo $ARGOCD_APP_NAME $ARGOCD_APP_NAMESPACE', 'shop prod'],
    ['the cluster', 'echo $KUBE_VERSION', '1.36.0'],
    ["the Application's variables", 'echo $ARGOCD_ENV_HOST', 'shop.example.com'],
    [
      'the repository, with .git, and without the modes of its files',
      'ls -A ..; stat -c %a *',
      '.git shop 644',
    ],
  ])('lets the plugin see %s', async (_, command, expected) => {
    const { manifests } = await server.generate(repository, running(telling(`{ ${command}; }`)));
    expect(manifests).toMatchObject([{ data: `${expected} ` }]);
  });

  test('can keep something back', async () => {
    const application = running(telling('ls -A ..'));
    const { manifests } = await server.generate(repository, application, { exclude: ['.git'] });
    expect(manifests).toMatchObject([{ data: 'shop ' }]);
  });

  test('shows what the plugin ran and what it wrote to stderr when it fails', async () => {
    const failing = server.generate(repository, running('echo broken >&2; exit 3'));
    await expect(failing).rejects.toThrow(
      /CMP processing failed for application "shop": .*`sh -c .*` failed exit status 3: heard\nbroken$/s,
    );
  });

  test('ends a plugin that takes longer than Argo CD waits', async () => {
    const failing = server.generate(repository, running('sleep 20'), { timeout: '1s' });
    // SIGTERM and SIGKILL are sent at once; only what the plugin has started has 5 s to end.
    await expect(failing).rejects.toThrow(/failed signal: (killed|terminated)/);
  });

  test('gets the parameters that the plugin announces', async () => {
    expect(await server.parameters(repository, running(''))).toEqual([{ name: 'shop' }]);
  });

  test('does without a plugin what nobody discovers', async () => {
    const application = { applicationSource: { path: 'shop' } };
    const { manifests, sourceType } = await repoServer(folder).generate(repository, application);
    expect(sourceType).toBe('Directory');
    expect(manifests).toEqual(two);
  });
});
