import type { JsonObject } from '../json.ts';

/** A kind of object, as the API server serves it. */
export interface Resource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The name in URLs and in RBAC rules. */
  readonly plural: string;
}

/** Which objects of a resource: all, those of a namespace, those that selectors choose. */
export interface Scope {
  /** undefined: all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface WriteOptions {
  readonly fieldManager: string;
  readonly dryRun?: boolean;
}

/** `merge` (RFC 7386) or a server-side apply; with `force`, fields of other managers are taken over. */
export type Patch =
  | { readonly type: 'merge'; readonly body: JsonObject }
  | { readonly type: 'apply'; readonly body: JsonObject; readonly force: boolean };

/** Reads and writes objects. Failures are thrown as `ApiError`; what fails below HTTP as it comes. */
export interface Client {
  /** undefined when there is no such object. */
  readonly get: (
    resource: Resource,
    namespace: string | undefined,
    name: string,
  ) => Promise<JsonObject | undefined>;
  readonly create: (
    resource: Resource,
    namespace: string | undefined,
    object: JsonObject,
    options: WriteOptions,
  ) => Promise<JsonObject>;
  /** A `resourceVersion` or `uid` in the body's metadata is a precondition: 409 when it differs. */
  readonly patch: (
    resource: Resource,
    namespace: string | undefined,
    name: string,
    patch: Patch,
    options: WriteOptions,
  ) => Promise<JsonObject>;
  /** 409 when the object is another one by now; done when there is none. */
  readonly remove: (
    resource: Resource,
    namespace: string | undefined,
    name: string,
    preconditions: { readonly uid: string; readonly resourceVersion?: string },
  ) => Promise<void>;
  /**
   * All objects in pages of at most 500, each page let go of before the next is read. When a page
   * has another resourceVersion than the one before, the list has begun anew: what came before counts
   * no more.
   */
  readonly list: (resource: Resource, scope: Scope) => AsyncIterable<Page>;
}

export interface Page {
  readonly items: readonly JsonObject[];
  /** Of the whole list: where a watch goes on. */
  readonly resourceVersion: string;
}
