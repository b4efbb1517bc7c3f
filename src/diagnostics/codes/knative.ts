export const knativeCodes = {} as const;
