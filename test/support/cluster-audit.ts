import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from './kustomize.ts';

/** One verb on one resource. */
export interface Right {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

export const nameOfRight = ({ group, resource, verb }: Right): string =>
  `${verb} ${resource}.${group}`;

/** Every right that the roles among these objects give. */
export function rightsIn(objects: readonly Manifest[]): Right[] {
  return objects
    .filter(({ kind }) => kind.endsWith('Role'))
    .flatMap(({ rules }) => rules.flatMap(rightsOf));
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

function rightsOf({ apiGroups, resources, verbs }: Rule): Right[] {
  return apiGroups.flatMap((group) =>
    resources.flatMap((resource) => verbs.map((verb) => ({ group, resource, verb }))),
  );
}

/** The audit log of an API server, which says what the installed fixer has asked for. */
export interface Audit {
  /** For kube-apiserver. */
  readonly flags: readonly string[];
  /** The names of the rights that were used, in order. */
  readonly used: () => string[];
  readonly remove: () => void;
}

export function createAudit(): Audit {
  const folder = mkdtempSync(join(tmpdir(), 'revcast-audit-'));
  const [policy, log] = [join(folder, 'policy.json'), join(folder, 'audit.log')];
  const users = ['system:serviceaccount:revcast-system:revcast-fixer'];
  const rules = [{ level: 'Metadata', users }];
  writeFileSync(policy, JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules }));
  return {
    flags: [`--audit-policy-file=${policy}`, `--audit-log-path=${log}`],
    used: () => {
      const lines = readFileSync(log, 'utf8').split('\n').filter(Boolean);
      const rights = lines
        .map((line) => JSON.parse(line))
        .filter(({ objectRef }) => objectRef !== undefined)
        .map(({ verb, objectRef: { apiGroup: group = '', resource } }) =>
          nameOfRight({ group, resource, verb }),
        );
      return [...new Set(rights)].sort();
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
