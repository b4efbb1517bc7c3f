import { readSources } from '../manifest/sources.ts';
import { type Command, command, type ExitCode, type Io } from './command.ts';
import {
  castOptions,
  hostOptions,
  inputOptions,
  reportOptions,
  templateOptions,
} from './input-options.ts';
import { withBeside } from './inputs.ts';
import type { Values } from './option.ts';
import { logged, logOptions } from './post-render-log.ts';
import { rendered } from './rendering.ts';

const options = {
  ...inputOptions,
  ...templateOptions,
  ...castOptions,
  host: { ...hostOptions.host, default: 'helm' },
  ...logOptions,
  ...reportOptions,
} as const;

export const postRenderCommand: Command = logged(
  command(
    {
      name: 'post-render',
      summary: "a post-renderer of Helm's: its manifests in, with ScaledObjects out",
      operands: '',
      description: [
        'Helm runs it: Helm 3 with --post-renderer revcast --post-renderer-args post-render, Helm 4',
        "with --post-renderer revcast, once revcast's plugin is installed.",
      ].join('\n'),
    },
    options,
    async (values, paths, io) => {
      const [path] = paths;
      if (path !== undefined) return { usage: misplaced(path) };
      if (io.stdinIsTerminal()) return { usage: 'there are no manifests: Helm pipes them in' };
      return await postRender(values, io);
    },
  ),
);

/** Who comes from Helm 3 may still have the argument that its post-renderer needed. */
function misplaced(path: string): string {
  return path === 'post-render'
    ? "post-render is there twice: Helm 4's plugin says it by itself"
    : `manifests come from Helm, and not from ${path}: revcast render takes a PATH`;
}

async function postRender(values: Values<typeof options>, io: Io): Promise<ExitCode> {
  const read = await readSources(['-'], io);
  const inputs = await withBeside(read, values, 'read', io);
  if (typeof inputs === 'number') return inputs;
  // Helm 3 applies in the order of the stream, and Helm 4 sorts like this: what KEDA refuses while
  // a Deployment isn't there yet must not keep the objects behind it waiting.
  const { output, exitCode } = rendered(inputs, values, { placement: 'last' }, io);
  if (output !== undefined) await io.writeStdout(notBlank(output));
  return exitCode;
}

/** A chart may render nothing, but Helm 4 takes a post-renderer that writes nothing for a failure. */
function notBlank(output: readonly string[]): readonly string[] {
  return output.some((text) => text.trim() !== '') ? output : [...output, '# no manifests\n'];
}
