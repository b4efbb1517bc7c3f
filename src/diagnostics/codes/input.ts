export const inputCodes = {} as const;
