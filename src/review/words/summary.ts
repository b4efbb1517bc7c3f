import { plural } from '../../diagnostics/words.ts';
import type { Json } from '../../json.ts';
import type { Cause, Mode, Review } from '../types.ts';
import { anyCharacter, type Charset, signsOf } from './charset.ts';

const modes: readonly Mode[] = [
  'generate',
  'override',
  'own',
  'extension',
  'expected',
  'skipped',
  'refused',
];

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

/** With `against`: `Against main: 1 new, 2 new revisions, 3 scaling changed; 195 stay the same`. */
export function changesText({ summary, against }: Review): string | undefined {
  if (against === undefined) return undefined;
  const { new: fresh = 0, gone = 0, revision = 0, scaling = 0, same = 0 } = summary.changes ?? {};
  const counts = [
    { count: fresh, text: `${fresh} new` },
    { count: gone, text: `${gone} gone` },
    { count: revision, text: plural(revision, 'new revision') },
    { count: scaling, text: `${scaling} scaling changed` },
  ].filter(({ count }) => count > 0);
  const changed = counts.map(({ text }) => text).join(', ') || 'no changes';
  const stay =
    same === 0 ? '' : `; ${plural(same, 'Service')} stay${same === 1 ? 's' : ''} the same`;
  return `Against ${against}: ${changed}${stay}`;
}

/** `config-autoscaler max-scale 0 → 10 changes 12 Services that are written as they were`. */
export function causeText(cause: Cause, charset: Charset = anyCharacter): string {
  const { setting, services } = cause;
  const values = [cause.old, cause.new].map(valueText).join(` ${signsOf(charset).arrow} `);
  const are = services.length === 1 ? 'is written as it was' : 'are written as they were';
  return `${setting} ${values} changes ${plural(services.length, 'Service')} that ${are}`;
}

function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function withFindings(text: string, { findings }: Review['summary']): string {
  const found = [[findings.error, 'error'] as const, [findings.warning, 'warning'] as const].filter(
    ([count]) => count > 0,
  );
  return [text, found.map(([count, word]) => plural(count, word)).join(', ')]
    .filter((part) => part !== '')
    .join('; ');
}
