import { type JsonObject, stringAt } from '../json.ts';
import type { Connection } from './connection.ts';
import { errorOfStatus } from './errors.ts';
import { closed, type Failure, failureOf } from './failure.ts';
import { pages } from './pages.ts';
import { pathOfAll } from './paths.ts';
import { watchEvents } from './stream.ts';
import type { Resource, Scope } from './types.ts';
import type { ReflectSettings, Sink } from './watch.ts';

export interface Task extends Required<ReflectSettings> {
  readonly connection: Connection;
  readonly resource: Resource;
  readonly scope: Scope;
  readonly sink: Sink;
  readonly signal: AbortSignal;
}

/** How far a reflector has come. */
export interface Progress {
  /** undefined: a list is due. */
  resourceVersion: string | undefined;
  /** When all is to be listed again. */
  listDue: number;
  /** When the current watch was opened. */
  opened: number | undefined;
  /** Whether the current watch gave anything. */
  moved: boolean;
}

/** One list, if it is due, and one watch: how it ended. Never throws. */
export async function listAndWatch(task: Task, progress: Progress): Promise<Failure> {
  progress.opened = undefined;
  progress.moved = false;
  try {
    progress.resourceVersion ??= await listAll(task, progress);
    await watchOnce(task, progress, progress.resourceVersion);
    return closed;
  } catch (error) {
    if (!task.signal.aborted) quietly(() => task.failed(error));
    return failureOf(error);
  }
}

async function listAll(task: Task, progress: Progress): Promise<string> {
  const { connection, resource, scope, sink, signal, clock, random, listAgainAfter } = task;
  let keys = new Set<string>();
  let resourceVersion = '';
  for await (const page of pages(connection, resource, scope, signal)) {
    // Another version: the list was started again, and what the pages before had may be gone.
    if (page.resourceVersion !== resourceVersion) keys = new Set();
    resourceVersion = page.resourceVersion;
    for (const item of page.items) {
      signal.throwIfAborted();
      sink.seen(item);
      keys.add(keyOf(item));
    }
  }
  signal.throwIfAborted();
  sink.retain(keys);
  progress.listDue = clock.now() + listAgainAfter * (0.75 + random() / 2);
  return resourceVersion;
}

async function watchOnce(task: Task, progress: Progress, resourceVersion: string): Promise<void> {
  const { connection, resource, scope, sink, signal, clock, random, silence, watchFor } = task;
  const path = pathOfAll(resource, scope, {
    watch: '1',
    allowWatchBookmarks: 'true',
    resourceVersion,
    // Not all at the same time, after all were opened at the same time.
    timeoutSeconds: String(Math.ceil((watchFor * (1 + random())) / 1000)),
  });
  const opened = (): void => {
    progress.opened = clock.now();
  };
  const events = watchEvents(connection, path, { signal, clock, silence, opened });
  for await (const { type, object } of events) {
    if (signal.aborted) return;
    if (type === 'ERROR') {
      // Whatever the reason: a watch from the same version might end at the same place.
      progress.resourceVersion = undefined;
      throw errorOfStatus(object);
    }
    if (type === 'ADDED' || type === 'MODIFIED') sink.seen(object);
    if (type === 'DELETED') sink.gone(object);
    progress.resourceVersion = versionOf(object) ?? progress.resourceVersion;
    progress.moved = true;
  }
}

function keyOf(object: JsonObject): string {
  const namespace = stringAt(object, ['metadata', 'namespace']) ?? '';
  return `${namespace}/${stringAt(object, ['metadata', 'name']) ?? ''}`;
}

function versionOf(object: JsonObject): string | undefined {
  return stringAt(object, ['metadata', 'resourceVersion']);
}

/** What listens may fail; the watch goes on. */
export function quietly(tell: () => void): void {
  try {
    tell();
  } catch {
    // It was told.
  }
}
