/** One line of the table: what was measured, against what, and the bar. */
export interface Measurement {
  work: string;
  against: string;
  /** What was seen, with units. */
  measured: string;
  /** Ours divided by the baseline, or the figure itself where the bar is absolute. */
  ratio: number;
  bar: number;
  /** For an absolute bar, its unit. */
  unit?: string;
}

export function meets(measurement: Measurement): boolean {
  return measurement.ratio <= measurement.bar;
}

export function tableOf(measurements: Measurement[]): string {
  const rows = measurements.map((m) => {
    const figure = m.unit ? `${format(m.ratio)} ${m.unit}` : `${format(m.ratio)} x`;
    const bar = m.unit ? `${m.bar} ${m.unit}` : `${format(m.bar)} x`;
    return `| ${m.work} | ${m.against} | ${m.measured} | ${figure} | ${bar} | ${meets(m) ? 'met' : 'NOT MET'} |`;
  });
  return ['| work | against | measured | result | at most | |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
