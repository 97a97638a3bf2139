import type { Report } from '../../src/record/report.ts'
import type { Chart } from '../charts/kit/chart.ts'

/** A file of the report's folder: made of a report and its charts, purely and at once. */
export interface FileOutput {
  readonly name: string
  /** Name of the file in the folder. */
  readonly file: string
  readonly render: (report: Report, charts: readonly Chart[]) => string
}

/** A text that is added to a file of somebody else's, which has no charts beside it. */
export interface AddedOutput {
  readonly name: string
  /** The environment variable that names the file, where there is one. */
  readonly variable: string
  readonly render: (report: Report) => string
}
