/** What charts are drawn with, as the theme has it now. */
export interface Colors {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly soft: string;
  readonly band: string;
  readonly before: string;
  readonly series: readonly string[];
}

export function currentColors(): Colors {
  const probe = document.createElement('span');
  document.body.append(probe);
  const color = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colors = {
    text: color('text'),
    muted: color('muted'),
    line: color('line'),
    surface: color('surface'),
    accent: color('accent'),
    soft: color('chart-area'),
    band: color('chart-band'),
    before: color('chart-before'),
    series: ['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5'].map(color),
  };
  probe.remove();
  return colors;
}
