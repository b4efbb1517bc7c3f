/** Cuts bytes that come in any chunks into lines. */
export interface Lines {
  /** The lines that end in this chunk, without their ends; empty lines aren't given. */
  readonly push: (chunk: Uint8Array) => string[];
}

/** A line that has no end yet when the bytes end was cut off, and is never given. */
export function createLines(): Lines {
  // A character may be split over chunks: the decoder keeps its first bytes.
  const decoder = new TextDecoder();
  let begun: string[] = [];
  return {
    push: (chunk) => {
      const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n');
      begun.push(first);
      const last = others.pop();
      if (last === undefined) return [];
      const lines = [begun.join(''), ...others];
      begun = [last];
      return lines.filter((line) => line.trim() !== '');
    },
  };
}
