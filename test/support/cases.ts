import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder whose name says what it shows: an input, perhaps arguments, and what comes of them. */
export interface Case {
  readonly folder: string;
  readonly input: string;
  /** Where what comes of it is kept; an example's is apart, so that the example can be rendered. */
  readonly expectations: string;
  /** One flag a line. */
  readonly args: readonly string[];
}

/** The cases of the tests, and the examples of the documentation. */
export function readCases(): Case[] {
  return ['test/cases', 'examples'].flatMap((parent) =>
    readdirSync(parent)
      .map((name) => join(parent, name))
      .flatMap(caseIn),
  );
}

function caseIn(folder: string): Case[] {
  const input = readdirSync(folder).find((name) => name.startsWith('input.'));
  const args = join(folder, 'args');
  if (input === undefined) return [];
  const flags = existsSync(args) ? readFileSync(args, 'utf8').split('\n').filter(Boolean) : [];
  const expectations = folder.replace(/^examples/, join('test', 'examples'));
  return [{ folder, input, expectations, args: flags }];
}
