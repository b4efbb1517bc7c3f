import {
  castOptions,
  inputOptions,
  onlyGeneratedOptions,
  reportOptions,
  templateOptions,
} from '../input-options.ts';
import type { Values } from '../option.ts';

/** What stands in the Application's folder, and what becomes of an empty result. */
const sourceOptions = {
  source: {
    type: 'value',
    placeholder: 'SOURCE',
    platformOnly: 'command:',
    help: 'What the Application\'s folder is: helm, kustomize, directory, or command:COMMAND LINE for a program that prints manifests; auto decides like Argo CD, by Chart.yaml and kustomization.yaml. A word of the command line that holds a blank needs the form command:["WORD", "WORD"]. Default: auto.',
  },
  'allow-empty': {
    type: 'boolean',
    help: 'Let a result without any object pass. Argo CD then deletes what the Application has on the cluster.',
  },
} as const;

/** What Argo CD has under `source.directory`. */
const directoryOptions = {
  'directory-recurse': {
    type: 'boolean',
    help: 'Also read the folders below.',
  },
  'directory-include': {
    type: 'value',
    placeholder: 'GLOB',
    help: 'Read only files whose path in the folder matches, such as {*.yml,*.yaml}. As in Argo CD, * matches slashes too.',
  },
  'directory-exclude': {
    type: 'value',
    placeholder: 'GLOB',
    help: 'Leave out files whose path in the folder matches.',
  },
} as const;

/** What Argo CD has under `source.helm`. */
const helmOptions = {
  'helm-release-name': {
    type: 'value',
    placeholder: 'NAME',
    help: 'The name of the release. Default: the name of the Application.',
  },
  'helm-namespace': {
    type: 'value',
    placeholder: 'NAMESPACE',
    help: 'The namespace of the release. Default: the one of --namespace.',
  },
  'helm-value-files': {
    type: 'values',
    placeholder: 'FILE',
    names: 'file or URL',
    expands: true,
    help: 'Files with values, or globs, relative to the chart, or with a leading slash to the repository; later ones win. Can be given more than once.',
  },
  'helm-ignore-missing-value-files': {
    type: 'boolean',
    title: 'Ignore missing Helm value files',
    help: 'Leave out files with values that are not there.',
  },
  'helm-values': {
    type: 'value',
    placeholder: 'YAML',
    help: 'Values as YAML, which win over those of files.',
  },
  'helm-parameters': {
    type: 'map',
    placeholder: 'KEY=VALUE',
    expands: true,
    help: "Values one by one (Helm's --set), which win over the others. Can be given more than once.",
  },
  'helm-string-parameters': {
    type: 'map',
    placeholder: 'KEY=VALUE',
    expands: true,
    help: "Values that stay strings (Helm's --set-string). Can be given more than once.",
  },
  'helm-file-parameters': {
    type: 'map',
    placeholder: 'KEY=FILE',
    names: 'file or URL',
    expands: true,
    help: "Values that are the contents of files (Helm's --set-file). Can be given more than once.",
  },
  'helm-skip-crds': {
    type: 'boolean',
    title: 'Skip CRDs of the Helm chart',
    help: "Leave out the chart's CustomResourceDefinitions.",
  },
  'helm-skip-tests': {
    type: 'boolean',
    title: 'Skip tests of the Helm chart',
    help: "Leave out the chart's tests.",
  },
  'helm-skip-schema-validation': {
    type: 'boolean',
    title: 'Skip the Helm chart’s schema',
    help: "Don't hold the values against the chart's JSON schema.",
  },
  'helm-value-file-schemes': {
    type: 'values',
    placeholder: 'SCHEME',
    platformOnly: '',
    help: 'From which kinds of URLs files with values may come. Default: https,http, as in Argo CD; none allows no URLs.',
  },
} as const;

/** What a chart, or a kustomization with charts, is told about the cluster. */
const clusterVersionOptions = {
  'kube-version': {
    type: 'value',
    placeholder: 'VERSION',
    title: 'Kubernetes version',
    help: "The Kubernetes version that a chart sees. Default: KUBE_VERSION, the cluster's.",
  },
  'api-versions': {
    type: 'values',
    placeholder: 'API',
    title: 'API versions',
    help: "The API versions that a chart sees. Default: KUBE_API_VERSIONS, the cluster's.",
  },
} as const;

/** What Argo CD has in its own configuration, for everybody. */
const kustomizeOptions = {
  'kustomize-build-options': {
    type: 'value',
    placeholder: 'FLAGS',
    platformOnly: '',
    help: 'More flags for kustomize build, such as --enable-helm.',
  },
} as const;

export const argocdOptions: typeof sourceOptions &
  typeof inputOptions &
  typeof directoryOptions &
  typeof helmOptions &
  typeof clusterVersionOptions &
  typeof kustomizeOptions &
  typeof templateOptions &
  typeof castOptions &
  typeof onlyGeneratedOptions &
  typeof reportOptions = {
  ...sourceOptions,
  ...inputOptions,
  ...directoryOptions,
  ...helmOptions,
  ...clusterVersionOptions,
  ...kustomizeOptions,
  ...templateOptions,
  ...castOptions,
  ...onlyGeneratedOptions,
  ...reportOptions,
};

export type ArgocdValues = Values<typeof argocdOptions>;
