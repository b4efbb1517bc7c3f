import { join } from 'node:path';
import { cleanVersion } from '../../../gitops/argocd/helm-arguments.ts';
import { helmEnvironment } from './helm-environment.ts';
import { failed, inSession, printed } from './session.ts';
import type { Application, ApplicationSources } from './types.ts';

/**
 * Git may fetch bases, but run nothing on this machine, which a base on a path of it could ask for.
 */
const gitEnvironment = { GIT_ALLOW_PROTOCOL: 'http:https:ssh:git' };

/** A kustomization, with the flags that the platform adds. */
export async function readKustomization(
  application: Application,
): Promise<ApplicationSources | number> {
  const { values, io } = application;
  return await inSession(application, async (session) => {
    const helm = helmEnvironment(session.directory);
    const HELM_PLUGINS = join(session.directory, 'plugins');
    const program = {
      name: 'kustomize',
      args: ['build', '.', ...flagsOf(values)],
      title: 'kustomize build',
      environment: session.environment({ ...gitEnvironment, ...helm, HELM_PLUGINS }),
    };
    const ran = await session.run(program);
    return 'printed' in ran ? await printed(program, ran.printed) : failed(ran, io);
  });
}

/** Charts in a kustomization are told what those outside of one are. */
function flagsOf(values: Application['values']): string[] {
  const flags = (values['kustomize-build-options'] ?? '').split(/\s+/).filter(Boolean);
  if (!flags.some((flag) => flag.includes('--enable-helm'))) return flags;
  const version = cleanVersion(values['kube-version'] ?? '');
  return [
    ...flags,
    ...(version === undefined ? [] : ['--helm-kube-version', version]),
    ...values['api-versions'].flatMap((api) => ['--helm-api-versions', api]),
  ];
}
