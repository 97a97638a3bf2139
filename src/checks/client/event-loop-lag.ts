import { formatNumber } from '../../figures.ts'
import type { CheckRecord } from '../../record/check.ts'
import type { Check, CheckInput } from '../evidence/check.ts'
import { protectedMedian } from '../evidence/protected-median.ts'

const warningShare = 0.05
const invalidShare = 0.2
/** A single pause this long is worth knowing, whatever its share. */
const pauseMs = 100
const protectedMetrics: readonly string[] = ['ttft', 'ttfv', 'interChunk', 'latency', 'response', 'tpot', 'throughput']

/** The process that stamps must be there when a token is: its lateness against the median it protects. */
export const eventLoopLag: Check = (input) => {
  const { conditions } = input.end
  const median = protectedMedian(input.metrics)
  if (conditions === null || median === null) return null
  const { lagP99Ms, lagMaxMs } = conditions
  const share = lagP99Ms / median.ms
  const found = `${lateBy(lagP99Ms)}, ${formatNumber(lagMaxMs)} ms at worst, against a median ${median.words}`
  const base = { id: 'event-loop-lag', protects: [...protectedMetrics] }
  if (share > invalidShare)
    return { ...base, status: 'invalid', message: `${found}: close what else runs and measure again` }
  const ofGaps = lagOfGaps(input, lagP99Ms)
  if (ofGaps?.status === 'invalid') return ofGaps
  if (share > warningShare || lagMaxMs > pauseMs) {
    return {
      ...base,
      status: 'warning',
      message: `${found}: something held the process up; measure again on a quiet machine`,
    }
  }
  return ofGaps ?? { ...base, status: 'ok', message: found }
}

/**
 * Gaps between chunks are much shorter than anything else: a lag that spoils nothing else spoils
 * them. A local model's tokens are made in the loop that stamps them, so that its gaps are the loop's.
 */
function lagOfGaps({ header, metrics }: CheckInput, lagP99Ms: number): CheckRecord | null {
  const gapMs = metrics.interChunk.p50
  if (header.facts.target.kind === 'model' || !(gapMs > 0)) return null
  const share = lagP99Ms / gapMs
  if (share <= warningShare) return null
  return {
    id: 'event-loop-lag',
    status: share > invalidShare ? 'invalid' : 'warning',
    protects: ['interChunk'],
    message:
      `${lateBy(lagP99Ms)}, against a median gap between chunks of ${formatNumber(gapMs)} ms: ` +
      'judge tpot, or make the load with more processes (hosts)',
  }
}

function lateBy(lagP99Ms: number): string {
  return `the clock's process was late by ${formatNumber(lagP99Ms)} ms (p99)`
}
