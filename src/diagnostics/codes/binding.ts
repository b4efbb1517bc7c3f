export const bindingCodes = {} as const;
