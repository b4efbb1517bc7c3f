import { quoted } from '../diagnostics/quoted.ts';
import { parseQuantity, quantityValue } from '../go/quantity.ts';
import type { SimulateOptions } from './prepare.ts';
import { parseTime, type SampleTime, timeForms } from './samples/time.ts';

/** Flags as they are written. */
export interface WrittenOptions {
  readonly replicas: string | undefined;
  readonly 'ready-after': string | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly 'per-pod': readonly string[];
  readonly request: ReadonlyMap<string, string>;
}

export interface ReadOptions {
  readonly options: SimulateOptions;
  /** By resource, in cores and bytes. */
  readonly requests: ReadonlyMap<string, number>;
}

/** The first thing that is wrong with a flag. */
export interface WrongOption {
  readonly usage: string;
}

export function readSimulateOptions(written: WrittenOptions): ReadOptions | WrongOption {
  const replicas = count('--replicas', written.replicas);
  if (isWrong(replicas)) return replicas;
  const readyAfter = count('--ready-after', written['ready-after']);
  if (isWrong(readyAfter)) return readyAfter;
  const from = time('--from', written.from);
  if (isWrong(from)) return from;
  const until = time('--until', written.until);
  if (isWrong(until)) return until;
  const requests = requestsIn(written.request);
  if (isWrong(requests)) return requests;
  return {
    options: {
      perPod: written['per-pod'],
      readyAfter: readyAfter ?? 0,
      ...(replicas !== undefined && { replicas }),
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    },
    requests,
  };
}

function isWrong(read: object | number | undefined): read is WrongOption {
  return typeof read === 'object' && 'usage' in read;
}

function count(flag: string, text: string | undefined): number | WrongOption | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  return { usage: `${flag} is a whole number from 0, not ${quoted(text)}` };
}

function time(flag: string, text: string | undefined): SampleTime | WrongOption | undefined {
  if (text === undefined) return undefined;
  return parseTime(text) ?? { usage: `${flag} is ${timeForms}, not ${quoted(text)}` };
}

function requestsIn(
  written: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> | WrongOption {
  const requests = new Map<string, number>();
  for (const [resource, text] of written) {
    if (resource !== 'cpu' && resource !== 'memory') {
      return { usage: `--request is of cpu or memory, not of ${quoted(resource)}` };
    }
    const quantity = parseQuantity(text);
    const value = quantity === undefined ? 0 : quantityValue(quantity);
    if (!(value > 0)) {
      return {
        usage: `--request ${resource} is a quantity such as 250m or 256Mi, not ${quoted(text)}`,
      };
    }
    requests.set(resource, value);
  }
  return requests;
}
