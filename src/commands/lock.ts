import { systemMessage } from '../diagnostics/system.ts';
import { countText, plural } from '../diagnostics/words.ts';
import { lockQuestions } from '../live/questions.ts';
import { actualLockOf, type LockResult, lockOf } from '../lock.ts';
import type { LockChange } from '../predict/next-lock.ts';
import { type Command, command, type ExitCode, type Io } from './command.ts';
import {
  clusterOptions,
  inputOptions,
  predictOptions,
  reportOptions,
  templateOptions,
} from './input-options.ts';
import { filesOf, type Inputs, lockNameOf, readInputs, settingsOf } from './inputs.ts';
import { askLive, readActual } from './live.ts';
import type { Values } from './option.ts';
import { replaceFiles } from './replace-file.ts';
import { isError, report } from './report.ts';

const options = {
  ...inputOptions,
  check: {
    type: 'boolean',
    help: 'Write nothing; exit with 3 when the lock file is not up to date.',
  },
  'from-cluster': {
    type: 'boolean',
    help: 'Write what the cluster has now, instead of what it would have once the manifests were applied. With --check, say where the lock file has drifted from it.',
  },
  ...templateOptions,
  ...predictOptions,
  ...clusterOptions,
  ...reportOptions,
} as const;

type LockValues = Values<typeof options>;

export const lockCommand: Command = command(
  {
    name: 'lock',
    summary: 'bring the lock file of generations up to date',
    operands: '[PATH…]',
    description: [
      'Counts the generations of Knative Services in revcast.lock.yaml. Give it all manifests:',
      'a Service that is not in them loses its entry. Give it the flags that render gets.',
    ].join('\n'),
  },
  options,
  async (values, paths, io) => {
    if (values['from-cluster'] && values.predict === 'live') {
      return { usage: "--from-cluster reads what is there, and can't go with --predict live" };
    }
    const inputs = await readInputs(values, paths, { lock: 'write' }, io);
    if (typeof inputs === 'number' || 'usage' in inputs) return inputs;
    return await lockInputs(inputs, values, io);
  },
);

async function lockInputs(inputs: Inputs, values: LockValues, io: Io): Promise<ExitCode> {
  const result = await counted(inputs, values, io);
  if (typeof result === 'number') return result;
  const name = lockNameOf(values);
  const findings = [...inputs.findings, ...result.findings];
  if (findings.some(isError)) {
    report(
      findings,
      filesOf(inputs),
      `${countText(findings)}; ${name} is left as it is`,
      values,
      io,
    );
    return 1;
  }
  const outcome = values.check ? check(result) : write(name, result);
  const isShown = values.diagnostics === 'text' && !values.quiet;
  if (isShown) io.writeStderr(result.changes.map((change) => `${changeText(change)}\n`).join(''));
  if ('failure' in outcome) io.writeStderr(`revcast: ${name}: ${outcome.failure}\n`);
  else report(findings, filesOf(inputs), `${name} ${outcome.words}`, values, io);
  return outcome.exitCode;
}

/** The new lock: counted on, asked for, or read from the cluster. */
async function counted(inputs: Inputs, values: LockValues, io: Io): Promise<LockResult | ExitCode> {
  const { sources } = inputs;
  const settings = settingsOf(inputs, values);
  if (values['from-cluster']) {
    const actual = await readActual(lockQuestions(sources, settings), values, io);
    return typeof actual === 'number' ? actual : actualLockOf(sources, actual, settings);
  }
  if (values.predict === 'offline') return lockOf(sources, settings);
  const live = await askLive(lockQuestions(sources, settings), values, io);
  return typeof live === 'number' ? live : lockOf(sources, { ...settings, live });
}

type Ending =
  | { readonly exitCode: ExitCode; readonly words: string }
  | { readonly exitCode: ExitCode; readonly failure: string };

function check({ changes }: LockResult): Ending {
  if (changes.length === 0) return { exitCode: 0, words: 'is up to date' };
  const differences = `${plural(changes.length, 'Service')} ${changes.length === 1 ? 'is' : 'are'}`;
  return { exitCode: 3, failure: `${differences} not up to date: run revcast lock` };
}

function write(name: string, { text, changes }: LockResult): Ending {
  try {
    const changed = replaceFiles([{ path: name, text }]);
    if (changed.length === 0) return { exitCode: 0, words: 'is up to date' };
    return { exitCode: 0, words: `is written: ${plural(changes.length, 'change')}` };
  } catch (error) {
    return { exitCode: 4, failure: systemMessage(error) };
  }
}

function changeText({ key, from, to }: LockChange): string {
  if (to === undefined) return `${key}: gone`;
  if (from === undefined) return `${key}: new, generation ${to.generation}`;
  const same = from.generation === to.generation;
  return `${key}: generation ${same ? to.generation : `${from.generation} → ${to.generation}`}`;
}
