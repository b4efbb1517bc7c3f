/** Zones that are younger than the zone data of the oldest runtimes revcast runs on. */
const young: ReadonlySet<string> = new Set(['America/Ciudad_Juarez', 'America/Coyhaique']);

/**
 * Whether KEDA can load a time zone by this name: Go's time.LoadLocation on Linux, where names are
 * files, so that upper and lower case count, and offsets such as `+02:00` are no names.
 */
export function isTimezone(name: string): boolean {
  const answer = answers.get(name) ?? isLoadable(name);
  answers.set(name, answer);
  return answer;
}

/** Asking the runtime is slow, and streams name few zones. */
const answers = new Map<string, boolean>();

function isLoadable(name: string): boolean {
  if (['', 'UTC', 'Local'].includes(name) || young.has(name)) return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  const canonical = canonicalName(name);
  if (canonical === undefined) return false;
  // Of an alias the runtime tells another name, and nothing of its upper and lower case.
  return canonical === name || canonical.toLowerCase() !== name.toLowerCase();
}

/** The runtime's name of the zone that a name means, whatever its upper and lower case. */
function canonicalName(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

export function knownTimezones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')];
}
