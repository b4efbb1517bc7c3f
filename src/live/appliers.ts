/** How whoever applies the manifests does it. */
export interface Applier {
  readonly way: 'client-side' | 'server-side';
  readonly fieldManager: string;
  /** Whose fields it takes for its own before a server-side apply, to remove what it doesn't have. */
  readonly takesOver: readonly Taken[];
}

export type ApplierName = 'kubectl' | 'argocd' | 'argocd-ssa' | 'flux';

/** A field manager, by its name or how its name begins, and what it did. */
export interface Taken {
  readonly manager: string;
  readonly by: 'name' | 'prefix';
  readonly operation: 'Apply' | 'Update';
}

export const appliers: Readonly<Record<ApplierName, Applier>> = {
  kubectl: { way: 'client-side', fieldManager: 'kubectl-client-side-apply', takesOver: [] },
  argocd: { way: 'client-side', fieldManager: 'argocd-controller', takesOver: [] },
  'argocd-ssa': {
    way: 'server-side',
    fieldManager: 'argocd-controller',
    // Its sync option ClientSideApplyMigration, which is on where nobody turns it off.
    takesOver: [{ manager: 'kubectl-client-side-apply', by: 'name', operation: 'Update' }],
  },
  flux: {
    way: 'server-side',
    fieldManager: 'kustomize-controller',
    // kustomize-controller undoes what was done with kubectl, `kubectl edit` too.
    takesOver: [
      { manager: 'kubectl', by: 'prefix', operation: 'Apply' },
      { manager: 'kubectl', by: 'prefix', operation: 'Update' },
      { manager: 'before-first-apply', by: 'prefix', operation: 'Update' },
      { manager: 'kustomize-controller', by: 'prefix', operation: 'Update' },
    ],
  },
};

/** What an applier applied itself, server-side. */
export function ownFields({ fieldManager }: Applier): Taken {
  return { manager: fieldManager, by: 'name', operation: 'Apply' };
}
