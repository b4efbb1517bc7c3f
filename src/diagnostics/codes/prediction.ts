export const predictionCodes = {} as const;
