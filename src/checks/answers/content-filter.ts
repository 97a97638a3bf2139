import { formatCount } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'

/** Answers that a filter ended: those it left a text of are shorter than the model's, the others failed. */
export const contentFilter: Check = ({ samples }) => {
  let cut = 0
  let failed = 0
  for (const sample of samples) {
    if (sample.state === 'completed') cut += sample.finish === 'content-filter' ? 1 : 0
    else failed += sample.failure.class === 'content-filter' ? 1 : 0
  }
  if (cut + failed === 0) return null
  return {
    id: 'content-filter',
    status: 'warning',
    protects: ['latency', 'response', 'throughput', 'successRate', 'goodput'],
    message:
      `a content filter ended ${formatCount(cut + failed)} of ${formatCount(samples.length)} answers: ` +
      `${formatCount(cut)} with text, which count as complete, ${formatCount(failed)} without, which failed; ` +
      'ask for what it lets pass, or switch it off',
  }
}
