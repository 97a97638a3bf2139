import type { Check } from './check.ts'

const warningShare = 0.05
const invalidShare = 0.2
/** A single pause this long is worth knowing, whatever its share. */
const pauseMs = 100

/** The process that stamps must be there when a token is: its lateness against the median it protects. */
export const eventLoopLag: Check = ({ end, metrics }) => {
  const { conditions } = end
  const protectedMs = metrics.ttft.n > 0 ? metrics.ttft.p50 : metrics.latency.p50
  if (conditions === null || !(protectedMs > 0)) return null
  const { lagP99Ms, lagMaxMs } = conditions
  const share = lagP99Ms / protectedMs
  const found = `the clock's process was late by ${lagP99Ms.toFixed(1)} ms (p99), ${lagMaxMs.toFixed(1)} ms at worst, against a median of ${protectedMs.toPrecision(3)} ms`
  const base = { id: 'event-loop-lag', protects: ['ttft', 'ttfv', 'interChunk', 'latency', 'response', 'tpot', 'throughput'] }
  if (share > invalidShare) return { ...base, status: 'invalid', message: `${found}: close what else runs and measure again` }
  if (share > warningShare || lagMaxMs > pauseMs) {
    return { ...base, status: 'warning', message: `${found}: something held the process up; measure again on a quiet machine` }
  }
  return { ...base, status: 'ok', message: found }
}
