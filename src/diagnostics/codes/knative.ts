export const knativeCodes = {
  RC2001: { severity: 'error', title: 'Knative does not serve this API version' },
  RC2002: { severity: 'error', title: 'A Knative object has no name' },
  RC2003: { severity: 'error', title: 'spec.template is missing or not a mapping' },
  RC2004: { severity: 'error', title: 'An annotation, label, name or setting is not a string' },
  RC2005: { severity: 'error', title: 'Annotations, labels or data are not a mapping' },
  RC2006: { severity: 'warning', title: 'An annotation or label has no value' },

  RC2801: { severity: 'error', title: "Knative refuses a setting of a cluster's ConfigMap" },
  RC2802: { severity: 'warning', title: "A misspelt setting in a cluster's ConfigMap" },
  RC2803: { severity: 'warning', title: 'A feature flag in a state that there is none of' },

  RC2901: { severity: 'error', title: 'A revcast.dev annotation has a value that it cannot have' },
  RC2902: { severity: 'error', title: 'revcast.dev/generation is not a whole number' },
  RC2903: { severity: 'warning', title: 'revcast.dev/generation is below 1' },
  RC2904: { severity: 'error', title: 'An unknown revcast.dev annotation on a Service' },
  RC2905: { severity: 'warning', title: 'A revcast.dev annotation on the template' },
} as const;
