/** The pods of the target. */
export interface PodSet {
  readonly count: () => number;
  readonly ready: (time: number) => number;
  /** New ones become ready some time after; of those there are the youngest go first. */
  readonly scaleTo: (replicas: number, time: number) => void;
}

/** As many pods, all ready since long ago. */
export function newPods(replicas: number, readyAfter: number): PodSet {
  /** Pods that started together, the oldest first. */
  const groups: { count: number; readonly readyAt: number }[] = [];
  let count = replicas;
  const settle = (time: number): void => {
    while (groups[0] !== undefined && groups[0].readyAt <= time) groups.shift();
  };
  return {
    count: () => count,
    ready: (time) => {
      settle(time);
      return count - groups.reduce((sum, group) => sum + group.count, 0);
    },
    scaleTo: (to, time) => {
      let surplus = count - to;
      count = to;
      if (surplus < 0) groups.push({ count: -surplus, readyAt: time + readyAfter });
      for (let last = groups.at(-1); surplus > 0 && last !== undefined; last = groups.at(-1)) {
        const removed = Math.min(surplus, last.count);
        last.count -= removed;
        surplus -= removed;
        if (last.count === 0) groups.pop();
      }
    },
  };
}
