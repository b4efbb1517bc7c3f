/** Two columns: ideographs, kana, hangul, their full-width forms, and most emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** None: combining marks and format characters. */
const none = /[\p{Mn}\p{Me}\p{Cf}]/u;
const ascii = /^[\x20-\x7e]*$/;

/**
 * Columns of a terminal that a text takes, character by character as wcwidth does, which is what
 * terminals go by. Of manifests only queries and comments have more than ASCII, so that a list of
 * the wide blocks is enough.
 */
export function columnsOf(text: string): number {
  if (ascii.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += columnsOfCharacter(character);
  return columns;
}

export function columnsOfCharacter(character: string): number {
  if (none.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
