import { join } from 'node:path';

/** Where helm keeps its files, unless the platform says where: HOME is not set, the root read-only. */
export function helmEnvironment(directory: string): Readonly<Record<string, string>> {
  return {
    HELM_CACHE_HOME: join(directory, 'cache'),
    HELM_CONFIG_HOME: join(directory, 'config'),
    HELM_DATA_HOME: join(directory, 'data'),
  };
}
