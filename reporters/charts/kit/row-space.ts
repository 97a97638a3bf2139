/** Room of a chart that has a row for each run: its name at the left, what is drawn, and words behind it. In pixels. */
export interface RowSpace {
  readonly width: number
  readonly margin: number
  /** Width of the names. */
  readonly labels: number
  /** Ends of what is drawn. */
  readonly left: number
  readonly right: number
}

const width = 860
const margin = 20
/** Between a name and what is drawn. */
const gap = 14

/** The room of rows whose names take `labels`, and the words behind them `behind`. */
export function rowSpace(labels: number, behind: number): RowSpace {
  return { width, margin, labels, left: margin + labels + gap, right: width - margin - behind }
}
