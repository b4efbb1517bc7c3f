import { bindingCodes } from './codes/binding.ts';
import { extensionCodes } from './codes/extension.ts';
import { fileCodes } from './codes/files.ts';
import { inputCodes } from './codes/input.ts';
import { kedaCodes } from './codes/keda.ts';
import { knativeCodes } from './codes/knative.ts';
import { krmCodes } from './codes/krm.ts';
import { predictionCodes } from './codes/prediction.ts';
import type { CodeEntry, Severity } from './types.ts';

/**
 * Every diagnostic code. A code keeps its meaning for ever; a code that is no longer used is not
 * given away again. RC1: input, RC2: Knative, RC3: the extension, RC4: KEDA, RC5: whose
 * ScaledObject, RC6: prediction.
 */
export const codes: typeof inputCodes &
  typeof fileCodes &
  typeof krmCodes &
  typeof knativeCodes &
  typeof extensionCodes &
  typeof kedaCodes &
  typeof bindingCodes &
  typeof predictionCodes = {
  ...inputCodes,
  ...fileCodes,
  ...krmCodes,
  ...knativeCodes,
  ...extensionCodes,
  ...kedaCodes,
  ...bindingCodes,
  ...predictionCodes,
};

export type Code = keyof typeof codes;

export function severityOf(code: Code): Severity {
  const entry: CodeEntry = codes[code];
  return entry.severity;
}
