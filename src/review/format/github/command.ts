import { visible } from '../../../diagnostics/words.ts';

/** What makes GitHub Actions show an annotation (docs: workflow commands). */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** Without it the annotation is about the whole run. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** `::error file=app.yaml,line=3,col=5,title=RC2107 …::…`, on one line whatever the texts hold. */
export function commandText({ level, title, message, file, line, column }: Annotation): string {
  const place = file === undefined ? {} : { file, line, col: column };
  const properties = Object.entries({ ...place, title })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${propertyText(String(value))}`);
  return `::${level} ${properties.join(',')}::${dataText(visible(message))}`;
}

/** The runner takes these back, the percent sign last (actions/runner `ActionCommand.cs`). */
function dataText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
