import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { builtCommand } from './revcast.ts';

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The comment on the line before the block. */
  readonly note: string;
}

/** Every page of the documentation. */
export const pages: readonly string[] = [
  'README.md',
  ...readdirSync('docs').map((name) => join('docs', name)),
].filter((path) => path.endsWith('.md'));

export function blocksOf(page: string): Block[] {
  const pattern = /(?:<!-- ([^\n]*) -->\n)?```(\w+)\n(.*?)```/gs;
  return [...readFileSync(page, 'utf8').matchAll(pattern)].map(
    ([, note = '', language = '', text = '']) => ({ note, language, text }),
  );
}

/** A folder with what users have, and on the path the command as it is built from these sources. */
export function userFolder(): { readonly cwd: string; readonly env: Record<string, string> } {
  const cwd = mkdtempSync(join(tmpdir(), 'revcast-docs-'));
  for (const name of ['examples', 'helm', 'kustomize', 'plugin.yaml'].filter(existsSync)) {
    cpSync(name, join(cwd, name), { recursive: true });
  }
  const bin = join(cwd, '.bin');
  mkdirSync(bin);
  const command = `#!/bin/sh\nexec "${process.execPath}" "${builtCommand()}" "$@"\n`;
  writeFileSync(join(bin, 'revcast'), command);
  chmodSync(join(bin, 'revcast'), 0o755);
  return { cwd, env: { PATH: `${bin}${delimiter}${process.env.PATH}` } };
}
