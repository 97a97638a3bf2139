/** One SVG file of a report. */
export interface Chart {
  /** Path of the file, relative to the report's folder, with `/`. */
  readonly path: string
  /** Title in words; untrusted text may be in it. */
  readonly title: string
  /** Section of report.md that shows it. */
  readonly about: 'results' | 'cost' | 'sweep' | 'history' | 'run'
  /** The one run it shows; null for a chart of several. */
  readonly runId: string | null
  /** The one sweep it shows; null for any other chart. */
  readonly sweepId: string | null
  readonly svg: string
}
