/** What one bench found. */
export interface Report {
  readonly name: string;
  /** What was done, in a sentence with its sizes. */
  readonly what: string;
  /** The measured number that the aim is about. */
  readonly value: number;
  readonly unit: string;
  /** The aim as text, and whether it was reached; null where the machine lacks what it is measured against. */
  readonly aim: string;
  readonly reached: boolean | null;
  /** Everything else that was measured, baselines included. */
  readonly figures: Readonly<Record<string, number | string>>;
  /** The longest time for which the event loop did not turn, in ms. */
  readonly stallMs: number;
  /** Peak memory of this process, in MiB. */
  readonly rssMiB: number;
}

/** How a bench is run. */
export interface BenchOptions {
  /** Small sizes, to see that it runs: the numbers mean nothing. */
  readonly quick: boolean;
}

/** One bench. */
export type Bench = (options: BenchOptions) => Promise<Report>;

/** Three digits are enough to compare. */
export function round(value: number): number {
  if (!Number.isFinite(value)) return value;
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** The reports as a table for people. */
export function table(reports: readonly Report[]): string {
  return reports.map(lines).join('\n\n');
}

function lines(report: Report): string {
  const verdict = report.reached === null ? 'not judged' : report.reached ? 'reached' : 'NOT REACHED';
  const figures = Object.entries(report.figures).map(([name, value]) => `  ${name.padEnd(34)} ${value}`);
  return [
    `${report.name}: ${round(report.value)} ${report.unit} · aim ${report.aim} · ${verdict}`,
    `  ${report.what}`,
    ...figures,
    `  ${'longest stall'.padEnd(34)} ${round(report.stallMs)} ms`,
    `  ${'peak memory'.padEnd(34)} ${round(report.rssMiB)} MiB`,
  ].join('\n');
}
