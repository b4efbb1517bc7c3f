import { severityOf } from '../diagnostics/codes.ts';
import type { Finding } from '../diagnostics/types.ts';

/** What a lock file is called unless the user calls it otherwise. */
export const defaultLockName = 'revcast.lock.yaml';

/** A warning about a lock file among the manifests: without it every Service counts as new. */
export function unusedLock(file: string): Finding[] {
  if (file.replace(/^.*[/\\]/s, '') !== defaultLockName) return [];
  const code = 'RC1905';
  const message = `${file} is the lock file of another rendering, and is not used`;
  const hint = `Give it with --lock ${file}, or leave it out.`;
  const source = { file, line: 1, column: 1 };
  return [{ code, severity: severityOf(code), path: [], message, hint, source }];
}
