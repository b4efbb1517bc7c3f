export const kedaCodes = {} as const;
