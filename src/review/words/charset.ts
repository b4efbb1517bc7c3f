/** Which characters short forms may have of their own. What they quote is as it was written. */
export interface Charset {
  /** Whether more than ASCII can be shown. */
  readonly unicode: boolean;
}

export interface Signs {
  /** Between the ends of a range. */
  readonly to: string;
  readonly arrow: string;
  readonly atMost: string;
  readonly noLimit: string;
  /** Where something was cut. */
  readonly cut: string;
}

export const anyCharacter: Charset = { unicode: true };

const unicodeSigns: Signs = { to: '–', arrow: '→', atMost: '≤', noLimit: '∞', cut: '…' };
const asciiSigns: Signs = { to: '-', arrow: '->', atMost: '<=', noLimit: 'no limit', cut: '...' };

export function signsOf({ unicode }: Charset): Signs {
  return unicode ? unicodeSigns : asciiSigns;
}

/** In one line, and no longer than so many characters. */
export function shortened(text: string, longest: number, { cut }: Signs): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= longest) return line;
  // A character of two code units stays whole.
  const kept = line.slice(0, longest - cut.length).replace(/[\ud800-\udbff]$/, '');
  return `${kept.trimEnd()}${cut}`;
}
