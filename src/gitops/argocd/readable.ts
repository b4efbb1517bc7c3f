/** Directories by their paths, and what messages call them. */
export type Places = Readonly<Record<string, string>>;

/**
 * What a program says, as it may be shown: passwords in addresses are left out, and directories whose
 * names differ from run to run have one name, so that the same failure reads the same.
 */
export function readable(text: string, places: Places): string {
  const withoutPasswords = text.replace(/(https?:\/\/)[^\s/@'"]+@/g, '$1***@');
  return Object.entries(places)
    .filter(([path]) => path !== '/')
    .reduce((shown, [path, name]) => shown.replace(wholePath(path), name), withoutPasswords);
}

/** The path, and not another one that begins like it. */
function wholePath(path: string): RegExp {
  return new RegExp(`${path.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\w-])`, 'g');
}
