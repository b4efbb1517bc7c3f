import { quoted } from '../../../diagnostics/quoted.ts';
import { suggestion } from '../../suggest.ts';
import { line } from './git.ts';
import type { Repository } from './repository.ts';
import type { Failure, Session } from './session.ts';

/** The commit that a revision names; of `main...` the one where HEAD has left main. */
export async function commitOf(
  revision: string,
  repository: Repository,
  session: Session,
): Promise<{ readonly commit: string } | Failure> {
  const name = revision.replace(/\.\.\.$/, '');
  const place = { directory: repository.root };
  const verify = ['rev-parse', '--verify', '--quiet', `${name}^{commit}`];
  const found = await line(verify, place, session);
  if ('failure' in found) return await unknown(name, repository, session);
  if (name === revision) return { commit: found.text };
  const base = await line(['merge-base', found.text, 'HEAD'], place, session);
  if (!('failure' in base)) return { commit: base.text };
  const hint = (await isShallow(repository, session)) ? `: ${deepen}` : '';
  return { failure: `--against ${revision}: ${name} and HEAD have no commit in common${hint}` };
}

const deepen =
  'this clone is shallow: run git fetch --unshallow, or check out with fetch-depth: 0 in GitHub Actions';

async function unknown(name: string, repository: Repository, session: Session): Promise<Failure> {
  const what = `--against ${quoted(name)}: there is no such file or directory, and no such branch, tag or commit`;
  if (await isShallow(repository, session)) return { failure: `${what}: ${deepen}` };
  const refs = [
    'for-each-ref',
    '--format=%(refname:short)',
    'refs/heads',
    'refs/remotes',
    'refs/tags',
  ];
  const known = await line(refs, { directory: repository.root }, session);
  const meant = 'text' in known ? suggestion(name, known.text.split('\n')) : '';
  return { failure: `${what}${meant || ': is it fetched? git fetch gets what the remote has'}` };
}

async function isShallow({ root }: Repository, session: Session): Promise<boolean> {
  const told = await line(['rev-parse', '--is-shallow-repository'], { directory: root }, session);
  return 'text' in told && told.text === 'true';
}
