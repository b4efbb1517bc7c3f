import type { Position } from '../../diagnostics/types.ts';
import { revcast } from '../../knative/keys.ts';
import type { Revision } from '../../knative/types.ts';
import type { SourceText } from '../../manifest/types.ts';
import { lockKey } from '../../predict/lock.ts';
import { readLines } from '../../predict/lock-lines.ts';
import type { LockEntry } from '../../predict/types.ts';
import type { Step } from '../types.ts';
import { fromService, placeIn } from './places.ts';
import type { Subject } from './subject.ts';
import type { Told } from './tree.ts';

/** How the revision's name was found. */
export function revisionSteps(subject: Subject): Step[] {
  const { revision } = subject;
  if (revision === undefined) return [];
  const { name, generation, way } = revision;
  const counted = countTold(subject, revision);
  if (way !== 'given' && way !== 'pinned') {
    return [{ field: 'revision', value: name, ...counted }];
  }
  const named = way === 'given' ? givenTold(subject) : pinnedTold(subject);
  return [
    { field: 'revision', value: name, ...named },
    { field: 'generation', value: generation, ...counted },
  ];
}

function givenTold({ outcome: { service } }: Subject): Told {
  const path = ['spec', 'template', 'metadata', 'name'];
  const reason = 'given: the template names its revision';
  return {
    from: 'service',
    origin: path.join('.'),
    reason,
    source: placeIn(service.manifest, path),
  };
}

function pinnedTold({ outcome: { service }, steering, edits }: Subject): Told {
  const defaults = edits.filter(({ path }) => path[0] === 'spec' && path[2] === 'spec').length;
  const spelled = defaults === 0 ? '' : `, with ${defaults} of Knative's defaults spelled out`;
  const reason = `pinned: made from a hash of the template, and written into it${spelled}`;
  if (steering.revisionNames !== undefined)
    return fromService(service, revcast.revisionNames, reason);
  return { from: 'flag', origin: '--revision-names pin', reason };
}

/** In the order in which a prediction counts: live, hinted, locked, initial. */
function countTold(subject: Subject, { generation }: Revision): Told {
  const { outcome, steering, side } = subject;
  const { live, namespace, lock } = side.settings;
  const key = lockKey(outcome.service, namespace);
  if (live?.get(key)?.generation !== undefined) {
    const reason = `live: applied to the cluster now, the template gets generation ${generation}`;
    return { from: 'cluster', origin: '--predict live', reason };
  }
  if (steering.generation !== undefined) {
    const reason = `hint: the template is said to get generation ${generation}`;
    return fromService(outcome.service, revcast.generation, reason);
  }
  const entry = side.input.lock?.get(key);
  if (lock !== undefined && entry !== undefined) return lockTold(lock, key, entry, generation);
  const why =
    side.input.lock === undefined
      ? 'nothing says how often it changed'
      : 'the lock file has no entry for it';
  const reason = `initial: ${why}, and a new Service begins with generation 1`;
  return { from: 'default', origin: "Knative's first generation", reason };
}

function lockTold(file: SourceText, key: string, entry: LockEntry, generation: number): Told {
  const reason =
    generation === entry.generation
      ? `lock: this template is generation ${generation}`
      : `lock: generation ${entry.generation} was another template, so this one gets ${generation}`;
  const source = placeInLock(file, key);
  return { from: 'lock', origin: key, reason, ...(source !== undefined && { source }) };
}

/** Where the generation of an entry is. */
function placeInLock({ name, text }: SourceText, key: string): Position | undefined {
  const lines = readLines(text);
  const start = lines.findLastIndex(({ content }) => content.is === 'key' && content.key === key);
  const found = lines
    .slice(start + 1)
    .find(({ content }) => content.is === 'field' && content.name === 'generation');
  if (start < 0 || found === undefined) return undefined;
  return { file: name, line: found.line, column: found.text.search(/\S+$/) + 1 };
}
