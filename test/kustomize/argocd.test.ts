import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { argocdFolder, argocdManifests } from '../support/argocd.ts';
import { find, type Manifest } from '../support/kustomize.ts';
import { blocksOf } from '../support/pages.ts';
import { findProgram } from '../support/programs.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const installs = ['install', 'core-install', 'namespace-install', 'ha/install'];
const builders = { kubectl: ['kubectl', 'kustomize'], kustomize: ['kustomize', 'build'] };
const present = Object.values(builders).filter(([program = '']) => findProgram(program));

/** Where the manifests of a version of Argo CD are. */
const url = /https:\S+\/argo-cd\/(v[\d.]+)\/manifests\/install\.yaml/;

const why = 'skipped without the sources of Argo CD, or without kubectl and kustomize';
describe.skipIf(argocdFolder === undefined || present.length === 0)(
  `kustomize/argocd (${why})`,
  () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'revcast-argocd-'));
      for (const name of ['kustomize', 'examples']) {
        cpSync(name, join(folder, name), { recursive: true });
      }
      for (const name of installs) write(`overlay/${name}.yaml`, argocdManifests(name));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    function write(path: string, text: string): void {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }

    /** What is built of a kustomization in a folder beside `kustomize`. */
    function overlay(text: string, builder = present[0]): Manifest[] {
      write('overlay/kustomization.yaml', text);
      return build(join(folder, 'overlay'), builder);
    }

    const installed = (install: string): string => `
namespace: argocd
resources: [${install}.yaml]
components: [../kustomize/argocd]
`;

    test.each(installs.flatMap((install) => present.map((builder) => ({ install, builder }))))(
      '$builder.0 adds the sidecar to the repo-server of $install, and changes nothing else',
      ({ install, builder }) => {
        const before = objectsIn(readFileSync(join(folder, 'overlay', `${install}.yaml`), 'utf8'));
        const after = overlay(installed(install).replace('namespace: argocd', ''), builder);
        const pod = podOf(after);
        const [first, sidecar, ...others] = pod.containers;
        expect([first.name, sidecar.name, others]).toEqual(['argocd-repo-server', 'revcast', []]);
        pod.containers = [first];
        pod.volumes = pod.volumes.filter(({ name }: { name: string }) => name !== 'revcast-tmp');
        expect(sorted(after)).toEqual(sorted(before));
      },
    );

    test('the sidecar is as Argo CD wants plugins to be, and as closed as the repo-server', () => {
      const { containers, volumes } = podOf(overlay(installed('install')));
      const [server, sidecar] = containers;
      expect(sidecar.image).toBe(`ghcr.io/revcast/revcast:${version}-argocd`);
      expect(sidecar.securityContext).toEqual({ ...server.securityContext, runAsUser: 999 });
      const mounted = (container: typeof server): string[] =>
        container.volumeMounts.map(({ name }: { name: string }) => name);
      expect(volumes.map(({ name }: { name: string }) => name)).toEqual(
        expect.arrayContaining(mounted(sidecar)),
      );
      // No other folder of the repo-server's: it holds all repositories and their credentials.
      expect(mounted(sidecar).filter((name) => mounted(server).includes(name))).toEqual([
        'plugins',
      ]);
      const where = Object.fromEntries(
        sidecar.volumeMounts.map(({ name, mountPath }: Record<string, string>) => [
          name,
          mountPath,
        ]),
      );
      expect(where['var-files']).toBe(dirname(sidecar.command[0]));
    });

    test('without a repo-server there is an error, and no Argo CD without the plugin', () => {
      write('overlay/other.yaml', argocdManifests('install').replaceAll('repo-server', 'other'));
      expect(() => overlay(installed('other'))).toThrow('no matches for Id Deployment');
    });

    test('the overlay of examples/argocd/install installs all of it', () => {
      const path = 'examples/argocd/install/kustomization.yaml';
      const text = readFileSync(path, 'utf8');
      const installed = readFileSync(join(argocdFolder ?? '', 'VERSION'), 'utf8').trim();
      expect(url.exec(text)?.[1]).toBe(`v${installed}`);
      write(path, text.replace(url, 'install.yaml'));
      write(join(dirname(path), 'install.yaml'), argocdManifests('install'));
      const objects = build(join(folder, dirname(path)), present[0]);
      expect(podOf(objects).containers[1].name).toBe('revcast');
      const own = parse(readFileSync(join(dirname(path), 'argocd-cm.yaml'), 'utf8'));
      const before = find(objectsIn(argocdManifests('install')), 'ConfigMap', 'argocd-cm');
      expect(find(objects, 'ConfigMap', 'argocd-cm').data).toEqual({ ...before.data, ...own.data });
    });

    describe('docs/argocd.md', () => {
      /** The only YAML block of the page that starts with a comment. */
      function block(comment: string): string {
        const blocks = blocksOf('docs/argocd.md').filter(({ text }) =>
          text.startsWith(`# ${comment}\n`),
        );
        expect(blocks).toHaveLength(1);
        return blocks[0]?.text.replace(url, 'install.yaml') ?? '';
      }

      test('shows how to install it with another image', () => {
        const objects = overlay(block('kustomization.yaml'));
        expect(podOf(objects).containers[1].image).toBe(
          'registry.example.com/tools/revcast:1.2.3-argocd',
        );
      });

      test('shows how to have another plugin.yaml, and a changed one restarts the sidecar', () => {
        const mounted = (): Manifest => {
          const objects = overlay(block('kustomization.yaml: another plugin.yaml'));
          const { containers, volumes } = podOf(objects);
          expect(containers[1].volumeMounts).toContainEqual({
            name: 'revcast-plugin',
            mountPath: '/home/argocd/cmp-server/config/plugin.yaml',
            subPath: 'plugin.yaml',
          });
          const volume = volumes.find(({ name }: { name: string }) => name === 'revcast-plugin');
          return find(objects, 'ConfigMap', volume.configMap.name);
        };
        write('overlay/plugin.yaml', readFileSync('plugin.yaml', 'utf8'));
        const before = mounted();
        expect(before.data['plugin.yaml']).toBe(readFileSync('plugin.yaml', 'utf8'));
        write('overlay/plugin.yaml', '# changed');
        expect(mounted().metadata.name).not.toBe(before.metadata.name);
      });

      test('shows the same sidecar for the Helm chart of Argo CD', () => {
        const { repoServer, configs } = parse(block('values.yaml'));
        const sidecar = parse(readFileSync('kustomize/argocd/sidecar.yaml', 'utf8'));
        const { containers, volumes } = sidecar.spec.template.spec;
        expect(repoServer).toEqual({ extraContainers: containers.slice(1), volumes });
        expect(configs).toBeUndefined();
      });
    });
  },
);

function build(folder: string, [program = '', ...args]: readonly string[] = []): Manifest[] {
  return objectsIn(execFileSync(program, [...args, folder], { stdio: 'pipe' }).toString());
}

function objectsIn(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => document.toJSON());
}

function podOf(objects: readonly Manifest[]): Manifest['spec'] {
  return find(objects, 'Deployment', 'argocd-repo-server').spec.template.spec;
}

/** By what names them: the order of objects counts for nobody. */
function sorted(objects: readonly Manifest[]): Manifest[] {
  const key = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;
  return [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
