import type { Count } from './types.ts';

/** Nothing is known of the Service: it is new. */
export const initial: Count = { way: 'initial', generation: 1, problems: [] };
