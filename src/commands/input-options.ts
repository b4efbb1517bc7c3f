/** The flags of every command that reads manifests. */
export const inputOptions = {
  namespace: {
    type: 'value',
    short: 'n',
    placeholder: 'NAMESPACE',
    help: 'The namespace of objects that name none.',
  },
  'cluster-config': {
    type: 'values',
    placeholder: 'FILE',
    names: 'file',
    expands: true,
    help: "The cluster's ConfigMaps config-autoscaler, config-autoscaler-keda, config-defaults and config-features, where they are not in the manifests. Can be given more than once.",
  },
  lock: {
    type: 'value',
    placeholder: 'FILE',
    names: 'file',
    expands: true,
    help: 'The lock file. Default: revcast.lock.yaml in the working directory.',
  },
} as const;

/** The flags that change templates, and with them revisions. */
export const templateOptions = {
  takeover: {
    type: 'boolean',
    help: 'Also switch automatic creation off in the template of each Service that gets a ScaledObject.',
  },
  'revision-names': {
    type: 'choice',
    choices: ['predict', 'pin'],
    default: 'predict',
    help: 'Predict the names Knative will give, or write names made from the content into the templates.',
  },
} as const;

/** The flags of every command that writes ScaledObjects, besides those above. */
export const castOptions = {
  'old-revisions': {
    type: 'choice',
    choices: ['retain', 'prune'],
    default: 'retain',
    help: 'Whether ScaledObjects that are no longer rendered stay on the cluster.',
  },
  split: {
    type: 'choice',
    choices: ['all', 'services', 'scaledobjects'],
    default: 'all',
    help: 'Write everything, everything but ScaledObjects, or ScaledObjects only.',
  },
} as const;

/** For commands that don't know by themselves who applies what they write. */
export const hostOptions = {
  host: {
    type: 'choice',
    choices: ['argocd', 'flux', 'helm', 'none'],
    default: 'none',
    help: 'Who applies what is rendered: its annotations keep ScaledObjects that are no longer rendered, and Argo CD has each in the sync wave of its Service.',
  },
} as const;

/** For commands whose output need not hold what was read. */
export const onlyGeneratedOptions = {
  'only-generated': {
    type: 'boolean',
    help: 'Write the generated ScaledObjects only.',
  },
} as const;

/** The flags of every command that talks to a cluster. */
export const clusterOptions = {
  kubeconfig: {
    type: 'value',
    placeholder: 'FILE',
    help: 'How to reach the cluster. Default: what kubectl would use, or in a Pod its ServiceAccount.',
  },
  context: {
    type: 'value',
    placeholder: 'NAME',
    help: 'The context of the kubeconfig. Default: its current one.',
  },
} as const;

/** The flags that decide where generations come from. */
export const predictOptions = {
  predict: {
    type: 'choice',
    choices: ['offline', 'live'],
    default: 'offline',
    help: 'Count generations without a cluster, or ask it, by dry run, which one each Service would get if it were applied now.',
  },
  applier: {
    type: 'choice',
    choices: ['kubectl', 'argocd', 'argocd-ssa', 'flux'],
    default: 'kubectl',
    help: 'Who applies the Services, for --predict live: the dry run is done the same way. argocd-ssa is Argo CD with ServerSideApply=true.',
  },
} as const;

/** The flags of every command that has findings to show. */
export const reportOptions = {
  diagnostics: {
    type: 'choice',
    choices: ['text', 'json'],
    default: 'text',
    help: 'How findings are written to standard error; json is one object per line.',
  },
  quiet: {
    type: 'boolean',
    short: 'q',
    help: 'Show errors only: no warnings, notes and summary.',
  },
} as const;
