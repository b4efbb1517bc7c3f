/** The flags that only `revcast fix` has. */
export const fixOptions = {
  once: {
    type: 'boolean',
    help: 'Correct what is wrong and end, as in a Job: with 0 when every revision that can get traffic has its ScaledObject, with 1 when one is left without.',
  },
  'dry-run': {
    type: 'boolean',
    help: 'Print what would be done and end. Needs no rights but to read.',
  },
  format: {
    type: 'choice',
    choices: ['table', 'json'],
    default: 'table',
    help: 'How --dry-run and --once print their results.',
  },
  namespace: {
    type: 'value',
    short: 'n',
    placeholder: 'NAMESPACE',
    help: 'Look at this namespace only. Default: all.',
  },
  selector: {
    type: 'value',
    short: 'l',
    placeholder: 'SELECTOR',
    help: 'Look at Services with these labels only, such as team=a.',
  },
  repair: {
    type: 'choice',
    choices: ['stand-in', 'retarget'],
    default: 'stand-in',
    help: 'Whether a revision without a ScaledObject gets a new one, or one that waits for another revision is pointed at it, for clusters where nothing may be created.',
  },
  idle: {
    type: 'choice',
    choices: ['lower', 'keep'],
    default: 'lower',
    help: 'Whether a revision that lost all traffic keeps its minimum of replicas.',
  },
  'serving-namespace': {
    type: 'value',
    placeholder: 'NAMESPACE',
    help: "The namespace of Knative's ConfigMaps. Default: knative-serving.",
  },
  'argocd-namespace': {
    type: 'value',
    placeholder: 'NAMESPACE',
    help: "The namespace of Argo CD's Applications. Default: argocd.",
  },
  wait: {
    type: 'value',
    placeholder: 'DURATION',
    help: 'How long --once waits for what gets right by itself, counted from its last correction. Default: 30s.',
  },
  shards: {
    type: 'value',
    placeholder: 'NUMBER',
    help: 'In how many parts replicas share the namespaces, with a Lease for each. All replicas need the same number. Default: 1.',
  },
  'lease-namespace': {
    type: 'value',
    placeholder: 'NAMESPACE',
    help: 'The namespace of the Leases. Default: that of the pod, or of the context.',
  },
  listen: {
    type: 'value',
    placeholder: 'ADDRESS',
    help: 'Where /healthz, /readyz and /metrics are served, as HOST:PORT or :PORT; off to serve nothing. Default: :8080.',
  },
  resync: {
    type: 'value',
    placeholder: 'DURATION',
    help: 'How often everything is looked at even when nothing has changed. Default: 10m.',
  },
  concurrency: {
    type: 'value',
    placeholder: 'NUMBER',
    help: 'How many Services are corrected at the same time. Default: 16.',
  },
  'writes-per-second': {
    type: 'value',
    placeholder: 'NUMBER',
    help: 'How many writes a second the API server gets at most, bursts of two seconds aside. Default: 100.',
  },
  'log-level': {
    type: 'choice',
    choices: ['debug', 'info', 'warn', 'error'],
    default: 'info',
    help: 'From which severity on lines are logged: JSON, on standard error.',
  },
} as const;
