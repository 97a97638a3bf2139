import { formatCount } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'

/** Counts of a server that cannot be were taken as not told: what is counted in their place is worth less. */
export const tokenNonsense: Check = ({ samples }) => {
  const odd = samples.flatMap(({ tokens: { nonsense } }) => nonsense ?? [])
  const [first] = odd
  if (first === undefined) return null
  return {
    id: 'token-nonsense',
    status: 'warning',
    protects: ['tpot', 'prefillSpeed', 'throughput', 'cost'],
    message:
      `${formatCount(odd.length)} of ${formatCount(samples.length)} answers came with a token count that cannot be ` +
      `(${first}): it counts as not told, output tokens are then counted by chunks and input tokens unknown; ` +
      "correct the server's usage, or judge no figure a token",
  }
}
