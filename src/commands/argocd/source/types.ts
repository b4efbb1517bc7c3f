import type { Repository } from '../../../gitops/argocd/repository.ts';
import type { Sources } from '../../../manifest/sources.ts';
import type { Io } from '../../command.ts';
import type { ArgocdValues } from '../options.ts';

/** All that reading an Application depends on. The working directory is its folder. */
export interface Application {
  readonly values: ArgocdValues;
  readonly repository: Repository;
  readonly io: Io;
}

/** What was read of an Application, and, for people, where it was looked for. */
export interface ApplicationSources extends Sources {
  readonly looked: string;
}
