import { expect, test } from 'vitest'
import type { RunRecord } from '../../src/record/run.ts'
import { buildRun } from '../../src/runs/build-run.ts'
import { joinParts } from '../../src/runs/join-parts.ts'
import type { LoadPart } from '../../src/runs/joined/load-part.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { digestOf } from '../../src/stats/quantiles/digest.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { completedSample, runEnd, runHeader } from '../support/samples.ts'

const requestsEach = 60

/** The requests of clients that send one after the other, the times drawn from a seed. */
function requestsOf(clients: readonly number[], zero: number): Sample[] {
  return clients.flatMap((stream) => {
    const random = seededRandom(stream + 1)
    // No two are sent at the same moment: which comes first is then no matter of the parts.
    let at = zero + stream * 3
    return Array.from({ length: requestsEach }, (_, index) => {
      const latency = 20 + 30 * random()
      const sample = { ...completedSample(at, latency, 8), index: index * 4 + stream, stream }
      at += latency
      return sample
    })
  })
}

function built(id: string, clients: readonly number[], zero: number) {
  const base = runHeader()
  const load = { kind: 'closed', concurrency: clients.length, rampUpMs: null } as const
  const plan = { ...base.plan, load, concurrency: clients.length }
  return buildRun({ ...base, id, part: 'whole', plan }, requestsOf(clients, zero), runEnd)
}

function part(id: string, clients: readonly number[], clockZero: number): LoadPart {
  const { record, measured } = built(id, clients, 1000 - clockZero)
  return {
    record,
    columns: measured.columns,
    gaps: digestOf(measured.gaps, measured.gaps.length),
    clockZero,
    clock: 'a',
  }
}

/** Figures to nine digits: two clocks differ in the last. Gaps between chunks are joined as digests. */
function figures({ metrics: { interChunk: _gaps, ...metrics }, throughput, requests, tokens }: RunRecord): unknown {
  const rounded = (_name: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(9)) : value
  return JSON.parse(JSON.stringify({ metrics, throughput, requests, tokens }, rounded))
}

test('a load of two parts has every figure and interval that it has as one run', () => {
  const whole = built('whole', [0, 1, 2, 3], 0).record
  const joined = joinParts([part('a', [0, 2], 300), part('b', [1, 3], -200)])
  if ('reason' in joined) throw new Error(joined.reason)
  expect(joined.record.load.concurrency).toBe(4)
  expect(figures(joined.record)).toEqual(figures(whole))
  const [gaps, exact] = [joined.record.metrics.interChunk, whole.metrics.interChunk]
  expect(gaps.n).toBe(exact.n)
  for (const name of ['mean', 'p50', 'p95', 'p99'] as const) {
    expect(Math.abs((gaps[name] ?? 0) / (exact[name] ?? 1) - 1)).toBeLessThan(0.01)
  }
  // Which gaps are of one request the digest does not know: its intervals are no narrower for that.
  for (const name of ['p50', 'p95'] as const) {
    const [wide, narrow] = [gaps.intervals?.[name], exact.intervals?.[name]]
    expect(wide?.low ?? 0).toBeLessThan((narrow?.low ?? 0) * 1.01)
    expect(wide?.high ?? Infinity).toBeGreaterThan((narrow?.high ?? 0) * 0.99)
  }
})
