/** Of the input codes, those about whole files: RC19. */
export const fileCodes = {
  RC1901: { severity: 'error', title: 'The file is not UTF-8 text' },
  RC1902: { severity: 'error', title: 'The file is binary data' },
  RC1903: { severity: 'error', title: 'The file is larger than one text can be' },
  RC1904: {
    severity: 'warning',
    title: 'A directory is read as plain manifests that kustomize or Helm should render first',
  },
} as const;
