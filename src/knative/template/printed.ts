import { canonicalQuantity } from '../../go/canonical-quantity.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';

/**
 * How Go prints one field after reading it: the value that is printed, or undefined where the field
 * is left out. null reads like an absent field. A value of a wrong type is printed as it came:
 * Knative refuses it, and here is not the place to say so.
 */
export type Printed = (value: Json | undefined) => Json | undefined;

/** A scalar with `omitempty`: left out when it has Go's zero value. */
export const scalar: Printed = (value) =>
  value === null || value === '' || value === 0 || value === false ? undefined : value;

/** A pointer to a scalar: a zero value that is written out stays. */
export const pointer: Printed = (value) => (value === null ? undefined : value);

/** A field without `omitempty`: always printed. */
export function always(zero: Json): Printed {
  return (value) => value ?? zero;
}

export const text: Printed = always('');
export const number: Printed = always(0);

/** A quantity behind a pointer, or in a map of quantities. */
export const quantity: Printed = (value) =>
  typeof value === 'string' || typeof value === 'number'
    ? (canonicalQuantity(String(value)) ?? value)
    : pointer(value);

/** A list with `omitempty`. */
export function list(item: Printed): Printed {
  return (value) => {
    if (!Array.isArray(value)) return pointer(value);
    return value.length === 0 ? undefined : value.map((each) => item(each) ?? null);
  };
}

/** A map with `omitempty`. */
export function map(item: Printed): Printed {
  return (value) => {
    if (!isObject(value)) return pointer(value);
    const printed: JsonObject = {};
    let isEmpty = true;
    for (const key of Object.keys(value)) {
      const each = item(value[key]);
      if (each === undefined) continue;
      printed[key] = each;
      isEmpty = false;
    }
    return isEmpty ? undefined : printed;
  };
}

export type Fields = Readonly<Record<string, Printed>>;

/** A struct: printed even when it is empty, `omitempty` or not. Fields it doesn't know stay. */
export function struct(fields: Fields): Printed {
  const known = new Map(Object.entries(fields));
  const standing = [...known].filter(([, field]) => field(undefined) !== undefined);
  return (value) => {
    if (value !== undefined && value !== null && !isObject(value)) return value;
    const printed: JsonObject = {};
    if (isObject(value)) {
      for (const key of Object.keys(value)) {
        const found = value[key];
        const each = (known.get(key) ?? pointer)(found);
        if (each !== undefined) printed[key] = each;
      }
    }
    for (const [key, field] of standing) {
      if (!Object.hasOwn(printed, key)) printed[key] = field(undefined) ?? null;
    }
    return printed;
  };
}

/** A pointer to a struct: `{}` stays, and differs from an absent one. */
export function optional(printed: Printed): Printed {
  return (value) => (value === undefined || value === null ? undefined : printed(value));
}

/** A list or a pointer without `omitempty`: null where it is absent. */
export function nullable(printed: Printed): Printed {
  return (value) => printed(value) ?? value ?? null;
}

/** A pointer to a struct of these fields. */
export function at(fields: Fields): Printed {
  return optional(struct(fields));
}

/** A list of structs of these fields. */
export function each(fields: Fields): Printed {
  return list(struct(fields));
}

export const texts: Printed = list(text);
export const textMap: Printed = map(text);

/** A reference by name. */
export const named: Fields = { name: scalar };
