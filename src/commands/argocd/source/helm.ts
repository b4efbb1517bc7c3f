import { writeFileSync } from 'node:fs';
import { quoted } from '../../../diagnostics/quoted.ts';
import {
  cleanVersion,
  releaseName,
  templateArguments,
} from '../../../gitops/argocd/helm-arguments.ts';
import type { Usage } from '../../option.ts';
import type { Program } from './child.ts';
import { buildDependencies } from './helm-dependencies.ts';
import { helmEnvironment } from './helm-environment.ts';
import { failed, inSession, printed, type Session } from './session.ts';
import type { Application, ApplicationSources } from './types.ts';
import { refusedFile, valueFiles } from './value-files.ts';

/** What helm says of a chart whose dependencies are not in its folder. */
const missingDependencies = /found in (?:Chart|requirements)\.yaml, but missing in charts/;

/** A chart, its dependencies fetched if it lacks them: helm is asked first, as Argo CD does. */
export async function readChart(
  application: Application,
): Promise<ApplicationSources | Usage | number> {
  return await inSession(application, async (session) => {
    const args = argumentsOf(application, session);
    if ('usage' in args) return args;
    const environment = session.environment(helmEnvironment(session.directory));
    const program: Program = { name: 'helm', args, title: 'helm template', environment };
    const { io } = application;
    const first = await session.run({ ...program, isHeld: true });
    if ('printed' in first) return await printed(program, first.printed);
    if (!missingDependencies.test(first.said)) return failed(first, io);
    const failure = await buildDependencies(environment, session, io);
    if (failure !== undefined) return failure;
    const second = await session.run(program);
    return 'printed' in second ? await printed(program, second.printed) : failed(second, io);
  });
}

function argumentsOf(application: Application, session: Session): readonly string[] | Usage {
  const { values, io } = application;
  const name = values['helm-release-name'] ?? releaseName(io.environment('ARGOCD_APP_NAME') ?? '');
  if (name === '') return { usage: noReleaseName };
  // Helm would read it as a template, with functions that read any variable of the sidecar.
  if (name.includes('{{')) return { usage: `the release name is no template: ${quoted(name)}` };
  const version = values['kube-version'];
  const kubeVersion = version === undefined ? undefined : cleanVersion(version);
  if (version !== undefined && kubeVersion === undefined) {
    return { usage: `--kube-version is a version such as 1.36.0, not ${quoted(version)}` };
  }
  const files = valueFiles(application);
  if ('usage' in files) return files;
  for (const file of values['helm-file-parameters'].values()) {
    const refused = refusedFile(file, application);
    if (refused !== undefined) return { usage: `--helm-file-parameters: ${refused}` };
  }
  return templateArguments({
    releaseName: name,
    namespace: values['helm-namespace'] ?? values.namespace,
    kubeVersion,
    apiVersions: values['api-versions'],
    parameters: values['helm-parameters'],
    stringParameters: values['helm-string-parameters'],
    fileParameters: values['helm-file-parameters'],
    valueFiles: [...files, ...inlineValues(values['helm-values'], session)],
    skipCrds: values['helm-skip-crds'],
    skipSchemaValidation: values['helm-skip-schema-validation'],
    skipTests: values['helm-skip-tests'],
  });
}

const noReleaseName =
  "a chart needs the name of its release: give --helm-release-name, or the Application's in ARGOCD_APP_NAME";

function inlineValues(text: string | undefined, { valuesFile }: Session): string[] {
  if (text === undefined) return [];
  writeFileSync(valuesFile, text);
  return [valuesFile];
}
