/** A metric as KEDA's scalers hand it on: in whole thousandths, 0 where it is no such number. */
export function thousandths(value: number): number {
  return Number.isFinite(value) && value > 0 ? Math.round(Number(value.toFixed(3)) * 1000) : 0;
}

/** A target as Kubernetes reads a quantity: what is finer than thousandths is rounded up. */
export function targetThousandths(value: number): number {
  return Math.ceil(Number((value * 1000).toPrecision(15)));
}
