import { quoted } from '../../diagnostics/quoted.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Given } from '../arguments.ts';
import type { Option, Options, Usage } from '../option.ts';
import { suggestion } from '../suggest.ts';

/** What an Application's parameters give, by flag; and what is wrong with the others. */
export interface Parameters {
  readonly given: ReadonlyMap<string, Given>;
  readonly problems: readonly Usage[];
}

const variable = 'ARGOCD_APP_PARAMETERS';

/**
 * Reads an Application's plugin.parameters. A parameter is called like the flag; Argo CD sends a
 * list, null, or nothing at all. Of one given twice the last counts.
 */
export function readParameters(text: string | undefined, options: Options): Parameters {
  const list = parse(text ?? '');
  if ('usage' in list) return { given: new Map(), problems: [list] };
  const given = new Map<string, Given>();
  const problems: Usage[] = [];
  for (const [index, parameter] of list.entries()) {
    const read = readParameter(parameter, index, options);
    if ('usage' in read) problems.push(read);
    else if (read.texts !== undefined) given.set(read.name, { ...read, texts: read.texts });
  }
  return { given, problems };
}

function parse(text: string): readonly Json[] | Usage {
  if (text === '') return [];
  const is = `${variable} is a JSON list of parameters`;
  try {
    const value = JSON.parse(text) as Json;
    if (value === null) return [];
    return Array.isArray(value) ? value : { usage: `${is}, not ${quoted(value)}` };
  } catch (error) {
    return { usage: `${is}, and can't be read: ${error instanceof Error ? error.message : error}` };
  }
}

interface Parameter {
  readonly name: string;
  readonly written: string;
  /** Undefined where no value was given. */
  readonly texts: readonly string[] | undefined;
}

function readParameter(parameter: Json, index: number, options: Options): Parameter | Usage {
  const name = isObject(parameter) ? parameter.name : undefined;
  if (!isObject(parameter) || typeof name !== 'string' || name === '') {
    const usage = `item ${index + 1} of ${variable} has no name: ${quoted(parameter)}`;
    return { usage: `${usage}; a parameter is {name, string}, {name, array} or {name, map}` };
  }
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) {
    return { usage: `unknown parameter ${name}${suggestion(name, Object.keys(options))}` };
  }
  const written = `parameter ${name}`;
  const texts = textsOf(parameter, option);
  if (texts !== undefined && 'wrong' in texts) return { usage: `${written} ${texts.wrong}` };
  return { name, written, texts };
}

interface Wrong {
  readonly wrong: string;
}

/** The form that an option has among a parameter's, and others that can't be misunderstood. */
const forms = {
  boolean: ['string', 'array'],
  choice: ['string', 'array'],
  value: ['string', 'array'],
  values: ['array', 'string'],
  map: ['map', 'array', 'string'],
} as const;

function textsOf(parameter: JsonObject, { type }: Option): readonly string[] | Wrong | undefined {
  const isGiven = (form: string): boolean => (parameter[form] ?? null) !== null;
  const form = forms[type].find(isGiven);
  if (form === undefined) {
    if (!['string', 'array', 'map'].some(isGiven)) return undefined;
    return { wrong: `has its value in ${forms[type][0]}, not in ${quoted(parameter)}` };
  }
  const value = parameter[form] ?? null;
  if (form === 'map') return entriesOf(value);
  const items = form === 'array' && Array.isArray(value) ? value : [value];
  if (!items.every(isScalar)) return { wrong: `has text in ${form}, not ${quoted(value)}` };
  const texts = items.map(String);
  if (texts.some(hasNul)) return { wrong: `has a NUL character in ${form}` };
  if (type === 'values' || type === 'map') return form === 'string' ? texts.filter(Boolean) : texts;
  if (texts.length > 1) return { wrong: `has one value, not ${quoted(value)}` };
  return texts[0] ? texts : undefined;
}

function entriesOf(map: Json): readonly string[] | Wrong {
  if (!isObject(map)) return { wrong: `has texts by their keys in map, not ${quoted(map)}` };
  const texts: string[] = [];
  for (const [key, value] of Object.entries(map)) {
    // An equals sign would let a key bring in values of its own, such as the contents of any file.
    if (key === '' || key.includes('=')) {
      return { wrong: `has the key ${quoted(key)}; a key is not empty, and holds no =` };
    }
    if (!isScalar(value)) return { wrong: `has text at ${key}, not ${quoted(value)}` };
    if (hasNul(`${key}${value}`)) return { wrong: `has a NUL character at ${quoted(key)}` };
    texts.push(`${key}=${value}`);
  }
  return texts;
}

/** No file is called so, and no program can be given it. */
function hasNul(text: string): boolean {
  return text.includes('\0');
}

function isScalar(value: Json): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
