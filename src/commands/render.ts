import { componentFiles } from '../gitops/component.ts';
import { type Command, command, type ExitCode, type Io } from './command.ts';
import {
  castOptions,
  clusterOptions,
  hostOptions,
  inputOptions,
  onlyGeneratedOptions,
  predictOptions,
  reportOptions,
  templateOptions,
} from './input-options.ts';
import { type Inputs, readInputs } from './inputs.ts';
import type { Values } from './option.ts';
import { liveOf, rendered } from './rendering.ts';
import { writeDirectory } from './write-directory.ts';

const options = {
  ...inputOptions,
  ...templateOptions,
  ...castOptions,
  ...hostOptions,
  ...onlyGeneratedOptions,
  ...predictOptions,
  ...clusterOptions,
  format: {
    type: 'choice',
    choices: ['yaml', 'json', 'tf'],
    default: 'yaml',
    help: 'YAML, one JSON List, or Terraform JSON with the generated ScaledObjects.',
  },
  out: {
    type: 'value',
    short: 'o',
    placeholder: 'DIR',
    help: 'Write a kustomize component into this directory instead of manifests to standard output.',
  },
  'on-error': {
    type: 'choice',
    choices: ['fail', 'skip'],
    default: 'fail',
    help: 'On an error write nothing, or everything but the ScaledObjects of faulty Services. The exit code is 1 in both cases.',
  },
  ...reportOptions,
} as const;

type RenderValues = Values<typeof options>;

export const renderCommand: Command = command(
  {
    name: 'render',
    summary: 'manifests in, manifests with ScaledObjects out',
    operands: '[PATH…]',
    description: [
      'Reads manifests from files, directories and globs, or from standard input (also `-`),',
      'and writes them with the ScaledObjects of their Knative Services to standard output.',
    ].join('\n'),
  },
  options,
  async (values, paths, io) => {
    const conflict = conflictIn(values);
    if (conflict !== undefined) return { usage: conflict };
    const except = values.out === undefined ? [] : [values.out];
    const inputs = await readInputs(values, paths, { lock: 'read', except }, io);
    if (typeof inputs === 'number' || 'usage' in inputs) return inputs;
    return await renderInputs(inputs, values, io);
  },
);

/** Flags that contradict each other. */
function conflictIn(values: RenderValues): string | undefined {
  const { format, split, out } = values;
  const onlyServices = split === 'services';
  const conflicts: readonly (readonly [boolean, string])[] = [
    [
      out !== undefined && format !== 'yaml',
      `--out writes YAML, and can't go with --format ${format}`,
    ],
    [out !== undefined && split !== 'all', `--out writes ScaledObjects, and can't go with --split`],
    [onlyServices && format === 'tf', "--format tf writes no Services, and can't go with --split"],
    [onlyServices && values['only-generated'], "--only-generated can't go with --split services"],
  ];
  return conflicts.find(([is]) => is)?.[1];
}

async function renderInputs(inputs: Inputs, values: RenderValues, io: Io): Promise<ExitCode> {
  const live = await liveOf(inputs, values, io);
  if (typeof live === 'number') return live;
  const chosen = {
    ...live,
    onlyGenerated: values['only-generated'],
    format: values.format,
    onError: values['on-error'],
  };
  const { output, outcomes, exitCode } = rendered(inputs, values, chosen, io);
  if (output !== undefined && values.out !== undefined) {
    const written = writeDirectory(values.out, componentFiles(outcomes));
    if ('failure' in written) {
      io.writeStderr(`revcast: ${written.failure}\n`);
      return 4;
    }
  } else if (output !== undefined) {
    await io.writeStdout(output);
  }
  return exitCode;
}
