import type { Lock, LockEntry } from './types.ts';

const header = `\
# Written by \`revcast lock\`: the generation that each Service's template has. Commit it.
# On a merge conflict take the file of the branch you merge into, and run \`revcast lock\` again.
`;
/** At the end, where it shows that the file is whole and parts the last entry from what follows. */
const footer = 'version: 1\n';

/**
 * A lock as text: the same bytes for the same lock, whatever its order. The blank lines let
 * Git merge changes of neighbours.
 */
export function printLock(lock: Lock): string {
  if (lock.size === 0) return `${header}services: {}\n\n${footer}`;
  const entries = [...lock].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${header}services:\n${entries.map(printEntry).join('\n')}\n${footer}`;
}

function printEntry([key, entry]: [string, LockEntry]): string {
  const { generation, template, reapplied, enableServiceLinks } = entry;
  const lines = [
    `  ${printKey(key)}:`,
    `    generation: ${generation}`,
    `    template: "${template}"`,
    ...(reapplied === undefined ? [] : [`    reapplied: "${reapplied}"`]),
    ...(enableServiceLinks === undefined ? [] : [`    enableServiceLinks: ${enableServiceLinks}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Plain with a namespace; quoted without, where a name such as `on` would be no string in YAML. */
function printKey(key: string): string {
  return /^[-a-z0-9]+\/[-a-z0-9]+$/.test(key) ? key : JSON.stringify(key);
}
