/** What a field of a custom resource may hold, as far as the CRDs and Go types say it. */
export type Schema =
  | { readonly is: 'boolean' | 'port' | 'quantity' | 'anything' }
  | TextSchema
  | { readonly is: 'integer'; readonly bits: 32 | 64; readonly least?: number }
  | { readonly is: 'mapping'; readonly to: Schema }
  | ListSchema
  | ObjectSchema;

export interface TextSchema {
  readonly is: 'text';
  readonly notEmpty?: true;
  readonly oneOf?: readonly string[];
}

export interface ListSchema {
  readonly is: 'list';
  readonly of: Schema;
  /** No two items have the same value there: the API server takes the list for a map. */
  readonly key?: string;
  readonly notEmpty?: true;
}

export interface ObjectSchema {
  readonly is: 'object';
  readonly fields: Fields;
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
