/** Of the input codes, those about KRM functions: RC18. */
export const krmCodes = {
  RC1801: { severity: 'error', title: 'What a KRM function got is not a ResourceList' },
  RC1802: {
    severity: 'error',
    title: 'The functionConfig is of a kind that revcast does not know',
  },
  RC1803: { severity: 'error', title: 'The functionConfig has an unknown field' },
  RC1804: { severity: 'error', title: 'A field of the functionConfig has a bad value' },
} as const;
