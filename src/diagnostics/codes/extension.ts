export const extensionCodes = {} as const;
