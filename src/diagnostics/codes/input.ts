export const inputCodes = {
  RC1001: { severity: 'error', title: 'The document is not valid YAML' },
} as const;
