/** Where the Application's files are: its folder, and how far up they may refer. Absolute paths. */
export interface Repository {
  readonly folder: string;
  readonly root: string;
}

/**
 * The root of what Argo CD's plugin server unpacked: the folder without the Application's path. With
 * only a part of the repository sent (manifest-generate-paths) the path doesn't fit, and the root is
 * the request's own directory in the server's; of a folder that is elsewhere it is the folder.
 */
export function repositoryOf(folder: string, path: string, serverDirectory: string): Repository {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const suffix = parts.map((part) => `/${part}`).join('');
  const root = folder.slice(0, folder.length - suffix.length);
  if (path !== '' && folder.endsWith(suffix) && root !== '') return { folder, root };
  const below = folder.startsWith(`${serverDirectory}/`)
    ? folder.slice(serverDirectory.length + 1).split('/')[0]
    : undefined;
  return { folder, root: below === undefined ? folder : `${serverDirectory}/${below}` };
}

/** Whether a normalised absolute path is the folder, or in it. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
