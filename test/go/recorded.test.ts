import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeJson } from '../../src/go/json.ts';
import type { Schema } from '../../src/go/json-schema.ts';
import { parseQuantity, printQuantity } from '../../src/go/quantity.ts';
import { parseRequestUrl } from '../../src/go/url.ts';
import type { Json } from '../../src/json.ts';
import {
  scaledObjectType,
  scalingModifiersType,
  scalingRulesType,
  triggersType,
} from '../../src/keda/go-types.ts';
import { parseQuery, printQuery } from '../../src/keda/query.ts';

interface Recorded {
  readonly text: string;
  readonly type?: string;
  readonly value?: Json;
  readonly error?: string;
}

function read(name: string): Recorded[] {
  const file = new URL(`recorded/${name}.jsonl`, import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line): Recorded => JSON.parse(line));
}

/** Go takes such a host until 1.25, and refuses it since. Nothing can connect to it. */
function hasTwoPorts(text: string): boolean {
  const authority = /\/\/([^/?#]*)/.exec(text)?.[1] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return !host.startsWith('[') && host.split(':').length > 2;
}

describe('what Go answered', () => {
  it.each(read('quantity'))('to the quantity $text', ({ text, value }) => {
    const quantity = parseQuantity(text);
    expect(quantity && printQuantity(quantity)).toBe(value);
  });

  it.each(read('url'))('to the URL $text', ({ text, value }) => {
    const url = parseRequestUrl(text);
    const [scheme, host] = Array.isArray(value) ? value : [];
    const hasHost = !/^(:|$)/.test(String(host)) && !hasTwoPorts(text);
    const reachable = scheme !== undefined && scheme !== '' && hasHost;
    expect('failure' in url ? 'refused' : url.scheme).toBe(reachable ? scheme : 'refused');
  });

  it.each(read('query'))('to the template $text', ({ text, value }) => {
    const parsed = parseQuery(text);
    expect('ok' in parsed ? printQuery(parsed.ok, 'rev-00001') : undefined).toBe(value);
  });

  const types: Readonly<Record<string, Schema>> = {
    triggers: triggersType,
    modifiers: scalingModifiersType,
    rules: scalingRulesType,
    scaledobject: scaledObjectType,
  };

  it.each(read('json'))('to the $type $text', ({ text, type = '', value }) => {
    const schema = types[type];
    const decoded = schema && decodeJson(text, schema);
    const spec = type === 'scaledobject' ? specOf(decoded?.value) : decoded?.value;
    expect(spec).toEqual(type === 'scaledobject' ? specOf(value) : value);
  });
});

function specOf(value: Json | undefined): Json | undefined {
  return typeof value === 'object' && value !== null && 'spec' in value ? value.spec : undefined;
}
