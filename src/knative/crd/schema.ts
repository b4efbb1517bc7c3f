/** What a field of a Knative object may hold, as far as Knative's CRDs and Go types say it. */
export type Schema =
  | { readonly is: 'text' | 'boolean' | 'port' | 'quantity' | 'anything' }
  | { readonly is: 'integer'; readonly bits: 32 | 64 }
  | { readonly is: 'mapping'; readonly to: Schema }
  /** A list; in one with a key no two items have the same value there. */
  | { readonly is: 'list'; readonly of: Schema; readonly key?: string }
  | ObjectSchema;

export interface ObjectSchema {
  readonly is: 'object';
  readonly fields: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  /** The API server keeps fields that the schema does not name. */
  readonly open: boolean;
}

export type Fields = Readonly<Record<string, Schema>>;

export const text: Schema = { is: 'text' };
export const boolean: Schema = { is: 'boolean' };
export const int32: Schema = { is: 'integer', bits: 32 };
export const int64: Schema = { is: 'integer', bits: 64 };
/** A number or a name. */
export const port: Schema = { is: 'port' };
export const quantity: Schema = { is: 'quantity' };
export const anything: Schema = { is: 'anything' };
export const texts: Schema = { is: 'mapping', to: text };
export const quantities: Schema = { is: 'mapping', to: quantity };
export const anyObject: Schema = { is: 'object', fields: {}, required: [], open: true };

export function object(fields: Fields, ...required: string[]): ObjectSchema {
  return { is: 'object', fields, required, open: false };
}

export function open(fields: Fields, ...required: string[]): ObjectSchema {
  return { is: 'object', fields, required, open: true };
}

export function list(of: Schema, key?: string): Schema {
  return key === undefined ? { is: 'list', of } : { is: 'list', of, key };
}

/** The key of a secret and the type of a profile: the webhook leaves them to Kubernetes. */
const leftToKubernetes = ['key', 'type'];

/** The same types where the CRD leaves all the rest to Knative's webhook. */
export function opened(schema: Schema): Schema {
  if (schema.is === 'list') return { is: 'list', of: opened(schema.of) };
  if (schema.is !== 'object') return schema;
  const fields = Object.entries(schema.fields).map(([name, field]) => [name, opened(field)]);
  const required = schema.required.filter((field) => !leftToKubernetes.includes(field));
  return { is: 'object', fields: Object.fromEntries(fields), required, open: true };
}
