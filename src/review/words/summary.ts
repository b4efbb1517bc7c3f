import { plural } from '../../diagnostics/words.ts';
import type { ChangeKind, Mode, Review } from '../types.ts';
import { changeText } from './service.ts';

const modes: readonly Mode[] = [
  'generate',
  'override',
  'own',
  'extension',
  'expected',
  'skipped',
  'refused',
];

const changes: readonly ChangeKind[] = ['new', 'gone', 'revision', 'scaling'];

/** `200 Knative Services in 10 namespaces: 180 generate, 20 skipped; 2 errors, 3 warnings`. */
export function summaryText({ services, summary }: Review): string {
  const present = services.filter(({ change }) => change?.kind !== 'gone');
  if (present.length === 0) return withFindings('No Knative Services', summary);
  const configurations = present.filter(({ kind }) => kind === 'Configuration').length;
  const kinds = [
    [present.length - configurations, 'Knative Service'] as const,
    [configurations, 'Knative Configuration'] as const,
  ].filter(([count]) => count > 0);
  const objects = kinds.map(([count, word]) => plural(count, word)).join(' and ');
  const namespaces = new Set(present.flatMap(({ namespace }) => namespace ?? [])).size;
  const where = namespaces === 0 ? '' : ` in ${plural(namespaces, 'namespace')}`;
  const how = modes.flatMap((mode) => {
    const count = summary.modes[mode] ?? 0;
    return count === 0 ? [] : [`${count} ${mode}`];
  });
  return withFindings(`${objects}${where}: ${how.join(', ')}`, summary);
}

/**
 * With `against`: `7 of 200 change against main: 1 new, 1 gone, 3 new revision, 2 scaling changed`.
 */
export function changesText({ services, summary, against }: Review): string | undefined {
  if (against === undefined) return undefined;
  const counts = changes
    .map((kind) => ({ kind, count: summary.changes?.[kind] ?? 0 }))
    .filter(({ count }) => count > 0);
  const sum = counts.reduce((sum, { count }) => sum + count, 0);
  if (sum === 0) return `nothing changes against ${against}`;
  const each = counts.map(({ kind, count }) => `${count} ${changeText(kind)}`).join(', ');
  return `${sum} of ${services.length} change${sum === 1 ? 's' : ''} against ${against}: ${each}`;
}

function withFindings(text: string, { findings }: Review['summary']): string {
  const found = [[findings.error, 'error'] as const, [findings.warning, 'warning'] as const].filter(
    ([count]) => count > 0,
  );
  return [text, found.map(([count, word]) => plural(count, word)).join(', ')]
    .filter((part) => part !== '')
    .join('; ');
}
