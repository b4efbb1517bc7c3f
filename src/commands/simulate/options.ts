import { inputOptions } from '../input-options.ts';
import type { Values } from '../option.ts';

const simulateOnly = {
  service: {
    type: 'value',
    placeholder: 'SERVICE',
    help: 'The Service that is simulated; NAMESPACE/NAME where several have the name. Needed where there are several.',
  },
  samples: {
    type: 'values',
    placeholder: '[TRIGGER=]FILE',
    help: "Samples of the triggers' metrics: a CSV file with a column for each, or the answer of Prometheus to a range query. Can be given more than once.",
  },
  from: {
    type: 'value',
    placeholder: 'TIME',
    help: 'Start then; RFC 3339 or seconds, as in the samples. Default: the first sample.',
  },
  until: {
    type: 'value',
    placeholder: 'TIME',
    help: 'End then. Default: the last sample.',
  },
  replicas: {
    type: 'value',
    placeholder: 'NUMBER',
    help: 'How many pods run at the start. Default: what the column replicas of the samples begins with, else minReplicaCount.',
  },
  'ready-after': {
    type: 'value',
    placeholder: 'SECONDS',
    help: 'How long a new pod takes until it is ready. Default: 0.',
  },
  'per-pod': {
    type: 'values',
    placeholder: 'TRIGGER',
    help: 'The samples of this trigger are averages over the pods that ran then, which the column replicas counts. Can be given more than once.',
  },
  request: {
    type: 'map',
    placeholder: 'RESOURCE=QUANTITY',
    help: 'What one pod requests of cpu or memory, where the manifests do not tell. Can be given more than once.',
  },
  format: {
    type: 'choice',
    choices: ['text', 'json', 'html'],
    default: 'text',
    help: 'For a terminal, for programs, or for a browser.',
  },
  out: {
    type: 'value',
    short: 'o',
    placeholder: 'FILE',
    help: 'Write into this file instead of to standard output.',
  },
} as const;

export const simulateOptions: typeof inputOptions & typeof simulateOnly = {
  ...inputOptions,
  ...simulateOnly,
};

export type SimulateValues = Values<typeof simulateOptions>;
