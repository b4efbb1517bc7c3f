import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { licences } from './licences.ts';

const folder = 'src/page';

/**
 * Builds the page that reviews and simulations are written into, complete in itself, and returns the
 * files it is made of. The page may run this script and no other, and may load nothing at all.
 */
export async function bundlePage(root: string, outdir: string): Promise<string[]> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    tsconfig: join(folder, 'tsconfig.json'),
    entryPoints: [join(folder, 'main.ts'), join(folder, 'page.css')],
    outdir,
  });
  const textOf = (extension: string): string =>
    outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  const script = textOf('.js').replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const files = Object.keys(metafile.inputs);
  const pieces: Readonly<Record<string, string>> = {
    policy: policyOf(script),
    style: textOf('.css'),
    script,
    licences: licences(files).replaceAll('--', '- -'),
  };
  const template = readFileSync(join(root, folder, 'page.html'), 'utf8').replace(
    /<!--build:(\w+)-->/g,
    (_, name: string) => pieces[name] ?? '',
  );
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, 'page.html'), template);
  return files;
}

function policyOf(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
