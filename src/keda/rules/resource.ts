import { nearest } from '../../diagnostics/nearest.ts';
import type { Problem } from '../../diagnostics/types.ts';
import { parseInt32 } from '../../go/numbers.ts';
import { compareQuantities, parseQuantity, type Quantity } from '../../go/quantity.ts';
import { missingProblems, unreadable } from './metadata.ts';
import { isResource, type Spec, type TriggerSpec } from './spec.ts';

/** What KEDA's operator cannot make an HPA of: cpu and memory triggers. */
export function resourceProblems({ triggers }: Spec): Problem[] {
  return triggers
    .filter(isResource)
    .flatMap((trigger) => [
      ...missingProblems(trigger, ['value'], 'RC4204'),
      ...typeProblems(trigger),
      ...valueProblems(trigger),
      ...containerProblems(trigger),
    ]);
}

function typeProblems({ metadata, path }: TriggerSpec): Problem[] {
  if (metadata.type === undefined) return [];
  return [
    {
      code: 'RC4206',
      path: [...path, 'metadata', 'type'],
      message: 'KEDA 2.18 and later refuse "type" in the metadata of cpu and memory triggers',
      hint: 'Move it to metricType, beside metadata.',
    },
  ];
}

const zero: Quantity = { unscaled: 0n, exponent: 0, format: 'DecimalSI' };

function valueProblems(trigger: TriggerSpec): Problem[] {
  const { value } = trigger.metadata;
  if (value === undefined) return [];
  if (trigger.metricType === 'Utilization') {
    const percent = parseInt32(value);
    if (percent.error !== undefined) return [unreadable(trigger, 'value', 'a whole percentage')];
    return percent.value > 0 ? [] : [notPositive(trigger, value)];
  }
  if (trigger.metricType !== 'AverageValue') return [];
  const quantity = parseQuantity(value);
  if (quantity === undefined) return [unreadable(trigger, 'value', 'a quantity')];
  return compareQuantities(quantity, zero) > 0 ? [] : [notPositive(trigger, value)];
}

function notPositive({ type, path }: TriggerSpec, value: string): Problem {
  return {
    code: 'RC4207',
    path: [...path, 'metadata', 'value'],
    message: `the ${type} trigger's value is ${value}, and an HPA takes only positive targets`,
    hint: 'Raise the target: KEDA cannot make its HPA.',
  };
}

function containerProblems({ type, metadata, path }: TriggerSpec): Problem[] {
  const strays = Object.keys(metadata).filter((key) => !['value', 'type'].includes(key));
  const near =
    metadata.containerName === undefined ? nearest('containerName', strays, 3) : undefined;
  if (near === undefined) return [];
  return [
    {
      code: 'RC4208',
      path: [...path, 'metadata', near],
      message: `KEDA ignores ${near} in the metadata of a ${type} trigger`,
      hint: 'Did you mean containerName?',
    },
  ];
}
