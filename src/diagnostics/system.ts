const sentences: Readonly<Record<string, string>> = {
  E2BIG: 'its arguments and variables are too long',
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is exceeded',
  EEXIST: 'this is a file, where a directory is expected',
  EFBIG: 'the file gets too large',
  EISDIR: 'this is a directory',
  EIO: 'input/output error',
  ELOOP: 'too many levels of symbolic links',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'part of the path is not a directory',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
};

/** What the operating system said, in words: `permission denied`. */
export function systemMessage(error: unknown): string {
  const code = codeOf(error);
  if (code !== undefined && Object.hasOwn(sentences, code)) return sentences[code] ?? code;
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] ?? message;
}

/** The error's code: `ENOENT`. Both runtimes name it as libuv does. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Which file or program it was about, where that is known. */
export function pathOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('path' in error)) return undefined;
  return typeof error.path === 'string' ? error.path : undefined;
}

/** Whether the operating system failed, and not the program. */
export function isSystemError(error: unknown): boolean {
  return /^E[A-Z0-9]+$/.test(codeOf(error) ?? '');
}

/** Whether Deno was not given a permission. Its message names the flag that gives it. */
export function isNotPermitted(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotCapable';
}
