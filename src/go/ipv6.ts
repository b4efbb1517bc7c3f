/** Go's `netip.ParseAddr`, as far as it is IPv6 and has no zone. */
export function isIPv6(text: string): boolean {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return false;
  const groups = [
    groupsOf(head, tail === undefined),
    tail === undefined ? [] : groupsOf(tail, true),
  ];
  if (groups.some((each) => each.some((size) => size === 0))) return false;
  const count = groups.flat().reduce((sum, size) => sum + size, 0);
  return tail === undefined ? count === 8 : count <= 7;
}

/** How many 16-bit groups each part stands for: 1, 2 for an IPv4 address at the end, 0 for a mistake. */
function groupsOf(text: string, last: boolean): number[] {
  if (text === '') return [];
  return text.split(':').map((part, index, parts) => {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) return 1;
    return last && index === parts.length - 1 && isIPv4(part) ? 2 : 0;
  });
}

function isIPv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
  );
}
