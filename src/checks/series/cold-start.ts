import { formatDuration } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'
import { coldRequestOf } from '../evidence/cold-request.ts'

const base = { id: 'cold-start', protects: ['latency', 'response', 'ttft', 'tpot', 'throughput'] } as const

/** A server that was cold while it was measured: its first request is in the figures, or it still got quicker. */
export const coldStart: Check = ({ header, samples, end, metrics }) => {
  const protects = [...base.protects]
  const settled = end.settled ?? null
  if (settled === false) {
    return {
      ...base,
      protects,
      status: 'warning',
      message:
        'the warm-up ended while requests still got quicker from round to round, so that the first measured ones may ' +
        'be those of a cold server: give a longer warm-up (warmup), or measure the server once more',
    }
  }
  const cold = header.plan.warmup === 0 ? coldRequestOf(header, [], samples, metrics) : null
  if (cold !== null) {
    return {
      ...base,
      protects,
      status: 'warning',
      message:
        `the first request took ${formatDuration(cold.ms)} of a server that was cold, and is in every figure, for ` +
        'warmup is 0: leave warmup out',
    }
  }
  return settled === null
    ? null
    : { ...base, protects, status: 'ok', message: 'the warm-up went on until its requests got no quicker' }
}
