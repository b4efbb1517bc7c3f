/**
 * RC40: KEDA's CRD. RC41: its admission webhook. RC42: what its operator cannot build. RC43: cron
 * triggers. RC44: what KEDA does, and nobody wants. RC45: several objects. RC46: the pods.
 */
export const kedaCodes = {
  RC4001: { severity: 'error', title: 'A field that KEDA requires is missing' },
  RC4002: { severity: 'error', title: 'A field of a ScaledObject has the wrong type' },
  RC4003: { severity: 'error', title: 'A field of a ScaledObject has a value that it cannot have' },
  RC4004: { severity: 'warning', title: 'A ScaledObject has a field that KEDA does not know' },
  RC4005: { severity: 'error', title: 'A ScaledObject has no triggers' },

  RC4101: { severity: 'error', title: 'minReplicaCount is above maxReplicaCount' },
  RC4102: { severity: 'error', title: 'idleReplicaCount is not below minReplicaCount' },
  RC4103: { severity: 'error', title: 'cpu and memory triggers alone cannot scale to zero' },
  RC4104: { severity: 'error', title: 'The name of a ScaledObject is too long' },
  RC4105: { severity: 'error', title: "The name of a ScaledObject's HPA is too long" },
  RC4106: { severity: 'error', title: 'Two triggers have the same name' },
  RC4107: { severity: 'error', title: 'A cpu, memory or cron trigger uses cached metrics' },
  RC4108: { severity: 'error', title: 'Scaling modifiers have no formula' },
  RC4109: { severity: 'error', title: 'Scaling modifiers have no target above 0' },
  RC4110: { severity: 'error', title: 'A formula names something that is no trigger' },
  RC4111: { severity: 'error', title: 'A formula is not a valid expression' },
  RC4112: { severity: 'error', title: 'A fallback, and only cpu and memory triggers' },
  RC4113: { severity: 'error', title: 'A fallback by scaling modifiers without a formula' },

  RC4201: { severity: 'warning', title: 'KEDA has no scaler for the type of a trigger' },
  RC4202: { severity: 'warning', title: 'A trigger has a metric type that its scaler refuses' },
  RC4203: { severity: 'warning', title: 'An authenticationRef names nothing' },
  RC4204: { severity: 'warning', title: 'A trigger lacks metadata that its scaler requires' },
  RC4205: { severity: 'warning', title: 'A trigger has metadata that its scaler cannot read' },
  RC4206: { severity: 'warning', title: 'A cpu or memory trigger has "type" in its metadata' },
  RC4207: { severity: 'warning', title: 'The target of a trigger is not above 0' },
  RC4208: { severity: 'warning', title: 'A misspelt containerName' },
  RC4209: { severity: 'warning', title: 'A threshold that KEDA cannot read, such as 1k' },
  RC4210: { severity: 'warning', title: 'A Prometheus address without http or https' },
  RC4211: { severity: 'warning', title: 'Authentication modes without an authenticationRef' },
  RC4212: { severity: 'warning', title: 'The activation target of a formula is not a number' },
  RC4213: { severity: 'warning', title: 'Scaling rules that Kubernetes refuses in an HPA' },

  RC4301: {
    severity: 'error',
    title: 'A cron trigger lacks timezone, start, end or desiredReplicas',
  },
  RC4302: { severity: 'error', title: 'A cron trigger has an unknown time zone' },
  RC4303: { severity: 'error', title: 'A cron trigger has a time that KEDA cannot read' },
  RC4304: { severity: 'error', title: 'Start and end of a cron trigger are the same' },
  RC4305: { severity: 'warning', title: 'Start or end of a cron trigger never comes' },
  RC4306: { severity: 'warning', title: 'Start and end of a cron trigger mean the same times' },
  RC4307: { severity: 'error', title: 'desiredReplicas of a cron trigger is no positive number' },
  RC4308: {
    severity: 'warning',
    title: 'desiredReplicas of a cron trigger is above maxReplicaCount',
  },
  RC4309: { severity: 'warning', title: 'desiredReplicas of a cron trigger has no effect' },

  RC4401: { severity: 'warning', title: 'A revision scales to zero and nothing wakes it up' },
  RC4402: { severity: 'warning', title: 'A formula leaves out a trigger' },
  RC4403: { severity: 'warning', title: 'KEDA never uses the fallback' },
  RC4404: { severity: 'warning', title: 'The fallback is outside of minimum and maximum' },
  RC4405: { severity: 'warning', title: 'A pause annotation, which deletes the HPA' },
  RC4406: { severity: 'info', title: 'A period of scaling to zero, where nothing scales to zero' },

  RC4501: { severity: 'error', title: 'Two ScaledObjects scale the same target' },
  RC4502: { severity: 'error', title: 'Two ScaledObjects make an HPA of the same name' },
  RC4503: { severity: 'error', title: 'A ScaledObject and an HPA scale the same target' },
  RC4504: { severity: 'error', title: 'Two ScaledObjects have the same name' },

  RC4601: { severity: 'warning', title: 'A container lacks the request that KEDA asks for' },
  RC4602: {
    severity: 'warning',
    title: 'A memory trigger counts queue-proxy, which has no request',
  },
  RC4603: { severity: 'warning', title: 'A trigger counts a container that is not there' },
} as const;
