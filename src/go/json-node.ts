/** A JSON value with its place in the text: offsets count UTF-16 code units. */
export type JsonNode = NodePlace &
  (
    | { readonly type: 'null' }
    | { readonly type: 'bool'; readonly value: boolean }
    | { readonly type: 'number'; readonly raw: string }
    | { readonly type: 'string'; readonly raw: string; readonly value: string }
    | { readonly type: 'array'; readonly items: readonly JsonNode[] }
    | { readonly type: 'object'; readonly members: readonly JsonMember[] }
  );

interface NodePlace {
  readonly start: number;
}

export interface JsonMember {
  readonly key: string;
  /** Where the key starts. */
  readonly start: number;
  readonly value: JsonNode;
}

/** A value in the words of a message. */
export function describe(node: JsonNode): string {
  if (node.type === 'object') return 'an object';
  if (node.type === 'array') return 'a list';
  if (node.type === 'null') return 'null';
  if (node.type === 'bool') return String(node.value);
  return node.raw.length > 60 ? `${node.raw.slice(0, 57)}...` : node.raw;
}
