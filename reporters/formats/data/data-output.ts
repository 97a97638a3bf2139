import type { Report } from '../../../src/record/report.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import type { SampleColumns } from '../../../src/samples/columns.ts'
import type { Digest } from '../../../src/stats/quantiles/digest.ts'
import type { DataFormat } from './data-format.ts'

/** The measured requests of a run, in the order they were sent. */
export interface RunSamples {
  readonly columns: SampleColumns
  /** Gaps between the chunks of their answers, in milliseconds; null where they are not at hand. */
  readonly gaps: () => Digest | null
}

/** The measured requests of a run; null where they are not at hand. */
export type SamplesOf = (run: RunRecord) => RunSamples | null

/** A file for another program: made of a report, and of the requests of its runs, purely and at once. */
export interface DataOutput {
  /** Its name for the option `outputs` and for `--format`. */
  readonly name: DataFormat
  /** Name of the file in the report's folder. */
  readonly file: string
  /** The text in pieces: that of many requests is never held whole. */
  readonly render: (report: Report, samplesOf: SamplesOf) => Iterable<string>
}
