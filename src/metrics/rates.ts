import type { SampleColumns } from '../samples/columns.ts'
import { type TimeWindow, windowLength } from './steady-windows.ts'

/** Completed work inside windows, per second; a request counts by the share of it inside. */
export function ratesIn(
  windows: readonly TimeWindow[],
  columns: SampleColumns,
): { requests: number; tokens: number | null } | null {
  const seconds = windowLength(windows) / 1000
  if (!(seconds > 0)) return null
  let requests = 0
  let tokens = 0
  for (const window of windows) {
    for (let row = 0; row < columns.sent.length; row++) {
      if (columns.failed[row] === 1) continue
      const share = shareInside(columns.sent[row] as number, columns.end[row] as number, window)
      requests += share
      tokens += share * (columns.outputTokens[row] as number)
    }
  }
  return { requests: requests / seconds, tokens: isCounted(columns) ? tokens / seconds : null }
}

/** Whether anybody counted tokens: no answer has none, and one in one piece without a count tells nothing. */
export function isCounted({ failed, outputTokens }: SampleColumns): boolean {
  return outputTokens.some((tokens) => tokens > 0) || failed.every((flag) => flag === 1)
}

function shareInside(sent: number, end: number, { from, to }: TimeWindow): number {
  const inside = Math.min(end, to) - Math.max(sent, from)
  if (inside <= 0) return 0
  return end > sent ? inside / (end - sent) : 1
}
