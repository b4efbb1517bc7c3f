/** Of the input codes, those about whole files: RC19. */
export const fileCodes = {
  RC1901: { severity: 'error', title: 'The file is not UTF-8 text' },
  RC1902: { severity: 'error', title: 'The file is binary data' },
  RC1903: { severity: 'error', title: 'The file is larger than one text can be' },
  RC1904: {
    severity: 'warning',
    title: 'A directory is read as plain manifests that kustomize or Helm should render first',
  },
  RC1905: { severity: 'warning', title: 'A lock file among the manifests is not used' },
  RC1906: {
    severity: 'warning',
    title: 'What it is compared with can not be read or rendered, and is left out',
  },
  RC1907: { severity: 'info', title: 'What is reviewed was not there before, so that all is new' },
} as const;
