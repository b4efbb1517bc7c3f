/** What Argo CD has under `source.helm`. */
export const helmOptions = {
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
export const clusterVersionOptions = {
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
