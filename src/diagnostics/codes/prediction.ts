export const predictionCodes = {
  RC6001: { severity: 'error', title: 'The lock file has an unresolved merge conflict' },
  RC6002: { severity: 'error', title: 'The lock file has no version, or one of a newer revcast' },
  RC6003: { severity: 'error', title: 'The lock file has a line that does not belong there' },
  RC6004: { severity: 'error', title: 'An entry of the lock file has an unknown field' },
  RC6005: { severity: 'error', title: 'The lock file has an entry or a field twice' },
  RC6006: { severity: 'error', title: 'A field of the lock file has a bad value' },
  RC6007: { severity: 'error', title: 'An entry of the lock file lacks a field' },
  RC6010: { severity: 'error', title: 'The name of a Service is too long for pinned revisions' },
  RC6011: { severity: 'warning', title: 'A pin is ignored: the template names its revision' },
  RC6012: {
    severity: 'warning',
    title: 'A named revision leaves something to defaults, and cannot be applied twice',
  },
  RC6013: {
    severity: 'warning',
    title: 'A given revision name looks like one that Knative gives itself',
  },
  RC6014: {
    severity: 'warning',
    title: 'revcast.dev/generation repeats the lock file for another template',
  },
  RC6015: { severity: 'warning', title: 'The lock file does not know the template yet' },
  RC6016: { severity: 'warning', title: 'A pinned revision name belongs to another template' },
  RC6020: { severity: 'error', title: 'The cluster refuses the Service' },
  RC6021: { severity: 'error', title: 'What had the name before is still in the cluster' },
  RC6022: { severity: 'error', title: 'Knative has not caught up with the Service in the cluster' },
  RC6023: { severity: 'info', title: 'The cluster has no such namespace yet' },
  RC6024: {
    severity: 'info',
    title: 'A Service is not in the cluster, and has no entry in the lock',
  },
  RC6025: { severity: 'warning', title: 'The cluster refuses the Pods of a Service' },
} as const;
