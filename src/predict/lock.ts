import type { Problem } from '../diagnostics/types.ts';
import type { Service } from '../knative/types.ts';
import type { Count, LockEntry } from './types.ts';

/** Where a Service is in the lock file. */
export function lockKey(service: Service, namespace: string | undefined): string {
  const known = service.namespace ?? namespace ?? '';
  return known === '' ? service.name : `${known}/${service.name}`;
}

/** The template that the lock file knows has the generation it says, another one the next. */
export function locked(entry: LockEntry | undefined, isUnchanged: boolean): Count | undefined {
  if (entry === undefined) return undefined;
  return isUnchanged
    ? { way: 'lock', generation: entry.generation, problems: [] }
    : { way: 'lock', generation: entry.generation + 1, problems: [behind()] };
}

function behind(): Problem {
  return {
    code: 'RC6015',
    path: ['spec', 'template'],
    message: 'the lock file has another template: this one is taken for the generation after it',
    hint: 'Run `revcast lock` with the flags of this rendering, and commit the file with the change, so that the next one counts on.',
  };
}
