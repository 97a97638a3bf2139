import { formatNumber, formatShare } from '../../figures.ts'
import { clockResolution } from '../../stats/series/clock-resolution.ts'
import type { Check } from '../evidence/check.ts'
import { sortedLatenciesOf } from '../evidence/latencies-of.ts'

const tooMany = 0.5

/** Many equal latencies: the clock is coarser than what it times. */
export const coarseClock: Check = ({ samples }) => {
  const { smallestGap, tiedShare } = clockResolution(sortedLatenciesOf(samples))
  if (samples.length < 20 || !(tiedShare > tooMany)) return null
  const steps = smallestGap === null ? '' : `, steps are ${formatNumber(smallestGap, 2)} ms`
  return {
    id: 'coarse-clock',
    status: 'warning',
    protects: ['all'],
    message:
      `${formatShare(tiedShare)} of the latencies are equal to another${steps}: ` +
      'make requests longer, or use a machine with a finer clock',
  }
}
