/** One SVG file of a report. */
export interface Chart {
  /** Relative to the report's folder, with `/`. */
  readonly path: string
  /** What it shows, in words; untrusted text may be in it. */
  readonly title: string
  /** Where report.md shows it. */
  readonly about: 'results' | 'cost' | 'sweep' | 'run'
  /** The one run it shows; null for a chart of several. */
  readonly runId: string | null
  /** The one sweep it shows; null for any other chart. */
  readonly sweepId: string | null
  readonly svg: string
}
