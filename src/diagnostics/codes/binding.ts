export const bindingCodes = {
  RC5001: {
    severity: 'error',
    title: 'A ScaledObject is bound to a Service that is not in the stream',
  },
  RC5002: { severity: 'error', title: 'Two ScaledObjects are bound to one Service' },
  RC5003: {
    severity: 'error',
    title: 'A ScaledObject is bound to a Service that KEDA does not scale',
  },
  RC5004: { severity: 'error', title: 'A ScaledObject targets a Service outside of Knative' },
  RC5005: {
    severity: 'error',
    title: 'A Service says revcast.dev/mode: generate and has a ScaledObject of its own',
  },
  RC5006: {
    severity: 'warning',
    title: 'A ScaledObject is expected from elsewhere: revcast makes none',
  },
  RC5007: { severity: 'info', title: 'The ScaledObject is left to the extension' },
  RC5008: {
    severity: 'warning',
    title: 'Automatic creation is on in the cluster: the extension will claim the ScaledObject',
  },
  RC5009: { severity: 'error', title: 'The overlay is not a mapping of ScaledObject fields' },
  RC5010: { severity: 'error', title: 'The overlay sets a field that revcast must set' },
  RC5011: { severity: 'warning', title: 'The overlay has no effect' },
  RC5012: {
    severity: 'warning',
    title: 'The namespace of a trigger is not known',
  },
  RC5013: {
    severity: 'error',
    title: 'The query of a ScaledObject is not a template revcast knows',
  },
  RC5014: { severity: 'error', title: 'Two Services have the same name' },
  RC5015: {
    severity: 'warning',
    title: "A query names another revision than the ScaledObject's own",
  },
  RC5016: { severity: 'warning', title: 'A Service is a Helm hook, and its ScaledObject is not' },
  RC5017: { severity: 'warning', title: 'A ScaledObject is in another sync wave than its Service' },
} as const;
