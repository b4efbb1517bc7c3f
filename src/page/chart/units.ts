import type { StepCurve } from '../../timeline/step-curve.ts';

const powers = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
const decimal = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** `210 %`, `1.5`, `200Mi`, `5,005`. */
export function amountText(value: number, unit: StepCurve['axis']['unit']): string {
  if (unit === 'percent') return `${decimal.format(value)} %`;
  if (unit !== 'bytes') return decimal.format(value);
  const power = value < 1024 ? 0 : Math.floor(Math.log2(value) / 10);
  return `${decimal.format(value / 1024 ** power)}${powers[power] ?? ''}`;
}
