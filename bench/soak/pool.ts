/** Runs a job for each number below `count`, some at once. */
export async function each(
  count: number,
  atOnce: number,
  job: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await job(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

export async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Tries again for as long as the API server is away. */
export async function persistently<T>(job: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await job();
    } catch (error) {
      if (!/ECONN|socket|hang up|no answer|EPIPE|^Error: (408|429|5\d\d):/.test(String(error)))
        throw error;
      await pause(250);
    }
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
