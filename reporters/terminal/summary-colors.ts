import { styleText } from 'node:util'
import type { SummaryFormatter } from './summary-table.ts'

/** Colours of the terminal, where it has any: Node follows NO_COLOR, FORCE_COLOR and the stream. */
export const summaryColors: SummaryFormatter = {
  bold: (text) => styleText('bold', text),
  dim: (text) => styleText('dim', text),
  red: (text) => styleText('red', text),
  yellow: (text) => styleText('yellow', text),
  green: (text) => styleText('green', text),
}
