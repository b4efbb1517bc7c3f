import { inReadingOrder } from '../diagnostics/order.ts';
import { renderQuestions } from '../live/questions.ts';
import type { Outcome } from '../outcome.ts';
import { render } from '../render.ts';
import type { Settings } from '../settings.ts';
import type { ExitCode, Io } from './command.ts';
import type {
  castOptions,
  clusterOptions,
  hostOptions,
  inputOptions,
  predictOptions,
  reportOptions,
  templateOptions,
} from './input-options.ts';
import { filesOf, type Inputs, settingsOf } from './inputs.ts';
import { askLive } from './live.ts';
import type { Values } from './option.ts';
import { isError, report } from './report.ts';
import { summaryOf } from './summary.ts';

/** What every command that renders has chosen. */
export type CastValues = Values<
  typeof inputOptions &
    typeof templateOptions &
    typeof castOptions &
    typeof hostOptions &
    typeof reportOptions
>;

/** What only some of them offer; the others have the default of the settings. */
export type Chosen = Partial<
  Pick<Settings, 'onlyGenerated' | 'format' | 'onError' | 'live' | 'placement'>
>;

export interface Rendered {
  /** What may be written, in pieces; undefined when an error forbids to write anything. */
  readonly output?: readonly string[];
  readonly outcomes: readonly Outcome[];
  /** 1 with findings of severity error, else 0. */
  readonly exitCode: ExitCode;
}

/** The settings that every command which renders offers. */
export function castSettings(inputs: Inputs, values: CastValues): Partial<Settings> {
  return {
    ...settingsOf(inputs, values),
    oldRevisions: values['old-revisions'],
    host: values.host,
    split: values.split,
  };
}

/** Renders what was read, and reports what was found. To write it is left to the caller. */
export function rendered(inputs: Inputs, values: CastValues, chosen: Chosen, io: Io): Rendered {
  const settings = { ...castSettings(inputs, values), ...chosen };
  const { output, outcomes, ...result } = render(inputs.sources, settings);
  const files = filesOf(inputs);
  const findings = inReadingOrder(
    [...inputs.findings, ...result.findings],
    files.map(({ name }) => name),
  );
  const failed = findings.some(isError);
  const isWritten = !inputs.findings.some(isError) && (!failed || output.length > 0);
  const counts = summaryOf(outcomes, findings);
  report(findings, files, isWritten ? counts : `${counts}; nothing is written`, values, io);
  return { ...(isWritten && { output }), outcomes, exitCode: failed ? 1 : 0 };
}

/** What the cluster says where it is to be asked; the exit code when it can't be. */
export async function liveOf(
  inputs: Inputs,
  values: CastValues & Values<typeof predictOptions & typeof clusterOptions>,
  io: Io,
): Promise<Pick<Chosen, 'live'> | ExitCode> {
  if (values.predict === 'offline') return {};
  const questions = renderQuestions(inputs.sources, settingsOf(inputs, values));
  const live = await askLive(questions, values, io);
  return typeof live === 'number' ? live : { live };
}
