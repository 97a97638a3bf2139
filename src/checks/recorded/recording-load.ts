import { plainName } from '../../plain-text.ts'
import { describeLoad } from '../../workload/load.ts'
import type { Check } from '../evidence/check.ts'

/** Times of a recording are those of the load that it was made under. */
export const recordingLoad: Check = ({ header }) => {
  const { recording } = header.facts.target
  if (recording === null || recording === undefined) return null
  const here = describeLoad(header.plan.load)
  const base = { id: 'recording-load', protects: [...times] }
  if (recording.load === here)
    return { ...base, status: 'ok', message: `the answers were recorded under the same load, ${here}` }
  return {
    ...base,
    status: 'invalid',
    message:
      `the answers were recorded under ${plainName(recording.load)}, and are replayed under ${here}: ` +
      'record them under this load, or ask for that one',
  }
}

const times = ['latency', 'response', 'ttft', 'ttfv', 'tpot', 'interChunk', 'rates', 'throughput', 'goodput'] as const
