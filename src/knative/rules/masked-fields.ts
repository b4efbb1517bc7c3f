import type { Path } from '../../json.ts';

const container = `lifecycle resizePolicy restartPolicy restartPolicyRules stdin stdinOnce tty
  volumeDevices`;

/**
 * Fields of a Kubernetes pod that Knative does not take, by the field they are under: its CRD lacks
 * them, and its webhook would refuse them (knative/serving `pkg/apis/serving/fieldmask.go`).
 */
const masked: ReadonlyMap<string | number | undefined, readonly string[]> = new Map([
  [
    'spec',
    words(`activeDeadlineSeconds ephemeralContainers hostname hostUsers nodeName os overhead
      preemptionPolicy priority readinessGates resourceClaims resources restartPolicy
      schedulingGates serviceAccount setHostnameAsFQDN subdomain terminationGracePeriodSeconds`),
  ],
  ['containers', words(container)],
  ['initContainers', words(container)],
  ['ports', words('hostIP hostPort')],
  ['volumeMounts', words('recursiveReadOnly subPathExpr')],
  ['valueFrom', words('fileKeyRef')],
  ['resources', words('claims')],
  ['securityContext', words('appArmorProfile procMount seLinuxOptions windowsOptions')],
]);

/** Whether Kubernetes has the field in a pod, and Knative does not. */
export function isMasked(field: string, path: Path): boolean {
  if (path[1] !== 'template' || path[2] !== 'spec') return false;
  const under = typeof path.at(-1) === 'number' ? path.at(-2) : path.at(-1);
  return masked.get(under)?.includes(field) ?? false;
}

function words(text: string): string[] {
  return text.split(/\s+/);
}
