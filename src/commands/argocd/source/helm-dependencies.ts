import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { isObject, type Json } from '../../../json.ts';
import type { Io } from '../../command.ts';
import type { Program } from './child.ts';
import { failed, type Session } from './session.ts';

/**
 * Fetches what a chart depends on into its folder. Helm wants every repository to be known by a name
 * first. The exit code where that failed, which was then told.
 */
export async function buildDependencies(
  usual: Program['environment'],
  session: Session,
  io: Io,
): Promise<number | undefined> {
  const environment = { ...usual, HELM_REPOSITORY_CONFIG: copiedRepositories(usual, session) };
  const known = await knownRepositories(environment, session);
  const programs = repositoriesOf(readFileSync('Chart.yaml', 'utf8'))
    .filter((url) => !known.has(url))
    .map((url) => ['repo', 'add', nameOf(url), url]);
  for (const args of [...programs, ['dependency', 'build']]) {
    const title = `helm ${args.slice(0, 2).join(' ')}`;
    const ran = await session.run({ name: 'helm', args, title, environment, isHeld: true });
    if ('exitCode' in ran) {
      // Which repository didn't answer, helm says on standard output.
      io.writeStderr(session.readable(new TextDecoder().decode(ran.output)));
      return failed(ran, io);
    }
  }
  return undefined;
}

/** The platform's repositories, in a file that can be written, and by this run alone. */
function copiedRepositories(environment: Program['environment'], { directory }: Session): string {
  const { HELM_CONFIG_HOME = '', HELM_REPOSITORY_CONFIG } = environment;
  const given = HELM_REPOSITORY_CONFIG || join(HELM_CONFIG_HOME, 'repositories.yaml');
  const copy = join(directory, 'repositories.yaml');
  if (existsSync(given)) writeFileSync(copy, readFileSync(given), { mode: 0o600 });
  return copy;
}

/** A name for a repository, for helm has no other for it. It is shown, so no password is in it. */
function nameOf(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//').replaceAll('/', '-');
}

/**
 * The chart repositories that a chart names by their URLs, without the slash at the end. What is
 * wrong with the chart, helm says.
 */
export function repositoriesOf(chart: string): string[] {
  const document = parseDocument(chart, { uniqueKeys: false, logLevel: 'silent' });
  const isRead = document.errors.length === 0;
  const value = isRead ? (document.toJS({ maxAliasCount: -1 }) as Json) : null;
  const dependencies = isObject(value) ? value.dependencies : [];
  const urls = (Array.isArray(dependencies) ? dependencies : []).flatMap((dependency) => {
    const url = isObject(dependency) ? dependency.repository : undefined;
    return typeof url === 'string' && /^https?:\/\//.test(url) ? [url.replace(/\/+$/, '')] : [];
  });
  return [...new Set(urls)];
}

/** Those that the platform has configured, perhaps with credentials. */
async function knownRepositories(
  environment: Program['environment'],
  session: Session,
): Promise<ReadonlySet<string>> {
  const args = ['repo', 'list', '--output', 'json'];
  const ran = await session.run({
    name: 'helm',
    args,
    title: 'helm repo list',
    environment,
    isHeld: true,
  });
  if ('exitCode' in ran) return new Set();
  const list = JSON.parse(new TextDecoder().decode(ran.printed)) as readonly {
    readonly url: string;
  }[];
  return new Set(list.map(({ url }) => url.replace(/\/+$/, '')));
}
