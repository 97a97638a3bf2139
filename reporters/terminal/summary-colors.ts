import { styleText } from 'node:util'
import type { SummaryFormatter } from './summary-table.ts'

/** Colours for a stream, where it has any: Node follows NO_COLOR, FORCE_COLOR and the stream. */
export function summaryColors(stream: NodeJS.WritableStream): SummaryFormatter {
  return {
    bold: (text) => styleText('bold', text, { stream }),
    dim: (text) => styleText('dim', text, { stream }),
    red: (text) => styleText('red', text, { stream }),
    yellow: (text) => styleText('yellow', text, { stream }),
    green: (text) => styleText('green', text, { stream }),
  }
}
