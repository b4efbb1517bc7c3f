/** Milliseconds in which things usually come right by themselves. */
export const patience = 60_000;
