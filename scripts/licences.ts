import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);

/** The licences of all packages that files come from: what a bundle holds wants its licence to go with it. */
export function licences(files: readonly string[]): string {
  const packages = new Set(files.flatMap((file) => packageOf(file) ?? []));
  return [...packages].sort().map(licence).join('\n');
}

/** `node_modules/@opentelemetry/api`, the innermost. */
function packageOf(file: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function licence(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const files = licenceFiles(join(root, folder));
  if (files.length === 0) throw new Error(`${folder} has no file with its licence`);
  const texts = files.map((file) => readFileSync(file, 'utf8').trim());
  return `${name} ${version}\n\n${texts.join('\n\n')}\n`;
}

/** Licences of what a package is made from are in a folder; the Apache License wants its notice kept. */
function licenceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => /^(?:licen[cs]e|notice)/i.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isFile()
        ? [path]
        : readdirSync(path)
            .sort()
            .map((name) => join(path, name));
    });
}
