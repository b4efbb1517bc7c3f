import { inReadingOrder } from '../diagnostics/order.ts';
import { isSystemError, systemMessage } from '../diagnostics/system.ts';
import type { Finding } from '../diagnostics/types.ts';
import { countText, visible } from '../diagnostics/words.ts';
import { decided } from '../review/decided.ts';
import type { ReviewFinding } from '../review/types.ts';
import type { Simulation } from '../simulate/types.ts';
import { type Command, command, type ExitCode, type Io } from './command.ts';
import { filesOf, type Inputs, readInputs, settingsOf } from './inputs.ts';
import type { Usage } from './option.ts';
import { readPageTemplate } from './page-template.ts';
import { replaceFiles } from './replace-file.ts';
import { isError, report } from './report.ts';
import { filePaper, paperOf } from './review/paper.ts';
import { type SimulateValues, simulateOptions } from './simulate/options.ts';
import { named, readSamples } from './simulate/samples.ts';

export const simulateCommand: Command = command(
  {
    name: 'simulate',
    summary: 'how many replicas recorded metrics would have made',
    operands: '[PATH…]',
    description: [
      'Reads manifests as `revcast render` does, and samples of the metrics that the triggers of',
      'one Service look at, and replays what the HPA and KEDA do with them.',
    ].join('\n'),
  },
  simulateOptions,
  async (values, paths, io) => {
    const beside = values.samples.map((each) => named(each).name);
    const except = [...beside, ...(values.out === undefined ? [] : [values.out])];
    const inputs = await readInputs(values, paths, { lock: 'read', except }, io);
    if (typeof inputs === 'number' || 'usage' in inputs) return inputs;
    return await simulateIn(inputs, values, io);
  },
);

/** Of revisions nothing is shown, so that flags about them would do nothing. */
const asRendered = { takeover: false, 'revision-names': 'predict' } as const;

type Parts = typeof import('../simulate/index.ts');

async function simulateIn(
  inputs: Inputs,
  values: SimulateValues,
  io: Io,
): Promise<ExitCode | Usage> {
  const parts = await import('../simulate/index.ts');
  const read = parts.readSimulateOptions(values);
  if ('usage' in read) return read;
  const side = parts.sideOf(
    decided(inputs.sources, settingsOf(inputs, { ...values, ...asRendered })),
  );
  const found = parts.findSimulated(side, values.service);
  if ('usage' in found) return found;
  const errors = errorsOf(found.service.review.id, inputs, side.findings);
  if (errors.length > 0) return refuse(errors, inputs, io);
  const samples = await readSamples(values.samples);
  if (samples.failures.length > 0) return fail(samples.failures, 4, io);
  const subject = parts.subjectOf(found.service, side.input.cluster, read.requests);
  if ('problems' in subject) return fail(subject.problems, 1, io);
  const simulated = parts.simulate(subject, samples.texts, read.options);
  if ('problems' in simulated) return fail(simulated.problems, 1, io);
  const left = simulated.unused.map((column) => `${column} is of no trigger, and left out`);
  if (left.length > 0) fail(left, 0, io);
  const text = printed(simulated.simulation, values, parts, io);
  return typeof text === 'string' ? await write(text, values, io) : fail([text.failure], 4, io);
}

function printed(
  simulation: Simulation,
  { format, out }: SimulateValues,
  parts: Parts,
  io: Io,
): string | { readonly failure: string } {
  switch (format) {
    case 'text':
      return parts.printSimulation(simulation, out === undefined ? paperOf(io) : filePaper);
    case 'json':
      return parts.printSimulationJson(simulation);
    case 'html': {
      const read = readPageTemplate();
      return 'failure' in read ? read : parts.printSimulationHtml(simulation, read.template);
    }
  }
}

/** Errors that are of this Service, or of no Service. */
function errorsOf(id: string, inputs: Inputs, findings: readonly ReviewFinding[]): Finding[] {
  const about = findings.filter(({ service = id }) => service === id);
  return [...inputs.findings, ...about].filter(isError);
}

function refuse(errors: readonly Finding[], inputs: Inputs, io: Io): ExitCode {
  const files = filesOf(inputs);
  const inOrder = inReadingOrder(
    errors,
    files.map(({ name }) => name),
  );
  const summary = `${countText(errors)}; nothing is simulated`;
  report(inOrder, files, summary, { diagnostics: 'text', quiet: false }, io);
  return 1;
}

async function write(text: string, { out }: SimulateValues, io: Io): Promise<ExitCode> {
  if (out === undefined) {
    await io.writeStdout([text]);
    return 0;
  }
  try {
    replaceFiles([{ path: out, text }]);
    return 0;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return fail([`${out}: ${systemMessage(error)}`], 4, io);
  }
}

function fail(lines: readonly string[], code: ExitCode, io: Io): ExitCode {
  for (const line of lines) io.writeStderr(`revcast: ${visible(line)}\n`);
  return code;
}
