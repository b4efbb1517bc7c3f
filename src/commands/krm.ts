import { countText } from '../diagnostics/words.ts';
import { readFunctionConfig } from '../gitops/krm/function-config.ts';
import { type RenderedList, refusedList, renderList } from '../gitops/krm/render-list.ts';
import { type ResourceList, readResourceList } from '../gitops/krm/resource-list.ts';
import { decodeText } from '../manifest/decode.ts';
import type { SourceText } from '../manifest/types.ts';
import { type About, type Command, type ExitCode, type Io, wrongUsage } from './command.ts';
import {
  castOptions,
  hostOptions,
  inputOptions,
  reportOptions,
  templateOptions,
} from './input-options.ts';
import { filesOf, withBeside } from './inputs.ts';
import { configMapsIn, fieldsSchema, inFunctionConfig } from './krm-fields.ts';
import type { Usage } from './option.ts';
import { inEnvironment, readOptions } from './options.ts';
import { type CastValues, castSettings } from './rendering.ts';
import { isError, report } from './report.ts';
import { summaryOf } from './summary.ts';

const options = {
  ...inputOptions,
  ...templateOptions,
  ...castOptions,
  ...hostOptions,
  ...reportOptions,
} as const;

const about: About = {
  name: 'krm',
  summary: 'a KRM function: ResourceList in, ResourceList out',
  operands: '',
  description: [
    'Reads a ResourceList from standard input and writes it, with the ScaledObjects of its',
    'Knative Services, to standard output. Hosts of KRM functions run it: kustomize, kpt.',
    'A functionConfig sets what flags do: `spec.revisionNames` is --revision-names. Flags win',
    'over it, and it wins over the environment.',
  ].join('\n'),
};

export const krmCommand: Command = { ...about, options, run: runKrm };

async function runKrm(args: readonly string[], io: Io): Promise<ExitCode> {
  const given = readOptions(options, args, inEnvironment(io.environment));
  if ('usage' in given) return wrongUsage(about, given, io);
  const misused = misuse(given.paths, io);
  if (misused !== undefined) return wrongUsage(about, misused, io);
  const decoded = decodeText('<stdin>', await io.readStdin());
  const source = 'source' in decoded ? decoded.source : undefined;
  const list = source && readResourceList(source);
  if (list !== undefined && !('findings' in list)) {
    return await runOnList(list, args, given.values, io);
  }
  const findings = 'finding' in decoded ? [decoded.finding] : (list?.findings ?? []);
  const summary = `${countText(findings)}; nothing is written`;
  report(findings, source === undefined ? [] : [source], summary, given.values, io);
  return 1;
}

function misuse([path]: readonly string[], io: Io): Usage | undefined {
  if (path !== undefined) {
    return {
      usage: `objects come in a ResourceList, and not from ${path}: revcast render takes a PATH`,
    };
  }
  return io.stdinIsTerminal()
    ? { usage: 'there is no ResourceList: its host pipes one in' }
    : undefined;
}

/** `bare` are the values without the functionConfig, for telling what is wrong with it. */
async function runOnList(
  list: ResourceList,
  args: readonly string[],
  bare: CastValues,
  io: Io,
): Promise<ExitCode> {
  const config = readFunctionConfig(list.functionConfig, fieldsSchema(options));
  if ('findings' in config) {
    return await finish(refusedList(list, config.findings), filesIn(list), bare, io);
  }
  const lookups = [inFunctionConfig(config), inEnvironment(io.environment)];
  const given = readOptions(options, args, ...lookups);
  if ('usage' in given) return wrongUsage(about, given, io);
  const { values } = given;
  const sources = list.items.map(({ source }) => source);
  const inputs = await withBeside({ sources, findings: [], failures: [] }, values, 'read', io);
  if (typeof inputs === 'number') return inputs;
  const clusterConfig = [...inputs.clusterConfig, ...configMapsIn(config)];
  const all = { ...inputs, clusterConfig };
  return await finish(
    renderList(list, castSettings(all, values), all.findings),
    filesOf(all),
    values,
    io,
  );
}

function filesIn({ functionConfig }: ResourceList): SourceText[] {
  return functionConfig === undefined ? [] : [functionConfig.source];
}

/**
 * Hosts read the results of a function that failed, too (kpt), or only let its standard error
 * through (kustomize).
 */
async function finish(
  { text, findings, outcomes }: RenderedList,
  files: readonly SourceText[],
  values: CastValues,
  io: Io,
): Promise<ExitCode> {
  const failed = findings.some(isError);
  const counts = summaryOf(outcomes, findings);
  report(findings, files, failed ? `${counts}; no item is changed` : counts, values, io);
  await io.writeStdout([text]);
  return failed ? 1 : 0;
}
