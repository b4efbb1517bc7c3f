import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Helm, type HelmFolder, helmFolder, helms, missingHelms } from '../support/helm.ts';
import { blocksOf } from '../support/pages.ts';

const blocks = blocksOf('docs/helm.md');
const [helm3, helm4] = helms;
const lacking = missingHelms.map((name) => `${name} is not here`).join(', ');

async function folderOf(helm: Helm | undefined): Promise<HelmFolder> {
  if (helm === undefined) throw new Error('there is no such Helm');
  return await helmFolder(helm);
}

describe.skipIf(lacking !== '')(`docs/helm.md ${lacking}`, () => {
  let place: HelmFolder;

  beforeAll(async () => {
    place = await folderOf(helm4);
    await place.run(['plugin', 'uninstall', 'revcast']);
  });
  afterAll(() => place.remove());

  const lines = blocks.filter(({ note }) => note.endsWith('test/helm runs it with Helm 4'));

  test.each(lines)('Helm 4 runs: $text', async ({ text }) => {
    const { status, stdout, stderr } = await place.shell(text);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain('name: shop-00001\n');
  });

  test('the finding that it shows is what Helm 3 shows', async () => {
    const [shown] = blocks.filter(({ language }) => language === 'text');
    const three = await folderOf(helm3);
    const flags = ['--namespace=demo', '--set=target=many', ...(helm3?.postRender() ?? [])];
    const { stderr } = await three.run(['template', 'shop', 'examples/helm', ...flags]);
    three.remove();
    expect(stderr).toContain(shown?.text ?? 'nothing');
  });
});
