import { formatNumber } from '../../figures.ts'
import { modesOf } from '../../stats/series/modes.ts'
import type { Check } from '../evidence/check.ts'
import { sortedLatenciesOf } from '../evidence/latencies-of.ts'

/** Several kinds of requests in one run: their mean and median describe none of them. */
export const modes: Check = ({ samples }) => {
  const found = modesOf(sortedLatenciesOf(samples))
  if (found.length < 2) return null
  const places = found.map((mode) => `${formatNumber(mode)} ms`).join(' and ')
  return {
    id: 'modes',
    status: 'warning',
    protects: ['latency'],
    message:
      `latencies gather around ${places}: ` +
      'measure the kinds of requests apart, or read the chart before the median',
  }
}
