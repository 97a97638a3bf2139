/** The files for other programs, by the names that the option `outputs` and `--format` take, and who reads each. */
export const dataFormatWords = {
  csv: 'a line a run, for spreadsheets and data frames',
  'samples-csv': 'a line a request',
  bmf: 'Bencher Metric Format, for bencher run --adapter json',
  'github-action-benchmark': 'times and costs for github-action-benchmark, tool customSmallerIsBetter',
  'github-action-benchmark-bigger': 'rates for github-action-benchmark, tool customBiggerIsBetter',
  openmetrics: 'OpenMetrics text, for Prometheus and its like',
  otlp: 'OpenTelemetry metrics by the GenAI names, as a line of OTLP/JSON',
  trace: 'slowest, median and failed request of each run, for Perfetto and chrome://tracing',
} as const

/** Name of a file for another program. */
export type DataFormat = keyof typeof dataFormatWords

/** Every such name. */
export const dataFormats: readonly DataFormat[] = Object.keys(dataFormatWords) as DataFormat[]
