import { formatCount } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'

/** Of an answer with several choices the first is timed, while the server counts the tokens of all. */
export const severalChoices: Check = ({ samples }) => {
  const several = samples.filter(({ choices = 1 }) => choices > 1)
  if (several.length === 0) return null
  const most = several.reduce((found, { choices = 1 }) => Math.max(found, choices), 0)
  return {
    id: 'several-choices',
    status: 'warning',
    protects: ['tpot', 'interChunk', 'throughput', 'cost'],
    message:
      `${formatCount(several.length)} of ${formatCount(samples.length)} answers had several choices, up to ` +
      `${formatCount(most)}: text and times are the first one's, token counts and costs are those of all, and ` +
      'tpot leaves them out; have the server give one (n: 1), or judge latency and ttft only',
  }
}
