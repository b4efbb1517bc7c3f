/** Functions of expr-lang that take a list and a predicate over its elements. */
export const overLists: ReadonlySet<string> = new Set([
  ...['all', 'none', 'any', 'one', 'filter', 'map', 'count', 'sum', 'find', 'findIndex'],
  ...['findLast', 'findLastIndex', 'groupBy', 'sortBy', 'reduce'],
]);

/** All other functions of expr-lang. */
export const functions: ReadonlySet<string> = new Set([
  ...['len', 'type', 'abs', 'ceil', 'floor', 'round', 'int', 'float', 'string', 'trim'],
  ...['trimPrefix', 'trimSuffix', 'upper', 'lower', 'split', 'splitAfter', 'replace', 'repeat'],
  ...['join', 'indexOf', 'lastIndexOf', 'hasPrefix', 'hasSuffix', 'max', 'min', 'mean', 'median'],
  ...['toJSON', 'fromJSON', 'toBase64', 'fromBase64', 'now', 'duration', 'date', 'timezone'],
  ...['first', 'last', 'get', 'take', 'keys', 'values', 'toPairs', 'fromPairs', 'reverse', 'uniq'],
  ...['concat', 'flatten', 'sort', 'bitand', 'bitor', 'bitxor', 'bitnand', 'bitshl', 'bitshr'],
  ...['bitushr', 'bitnot'],
]);
