import { describe, expect, test } from 'vitest'
import { scoresTable } from '../../reporters/formats/markdown/run/run-scores.ts'
import { digestOf } from '../../src/stats/quantiles/digest.ts'
import { buildRun } from '../../src/runs/build-run.ts'
import { joinParts } from '../../src/runs/join-parts.ts'
import type { LoadPart } from '../../src/runs/joined/load-part.ts'
import type { SpeculationRecord } from '../../src/record/tokens.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { completedSample, runEnd, runHeader } from '../support/samples.ts'

function part(
  id: string,
  samples: readonly Sample[],
  clockZero: number,
  changes: Parameters<typeof runHeader>[0] = {},
): LoadPart {
  const base = runHeader()
  const load = { kind: 'closed', concurrency: 2, rampUpMs: null } as const
  const { record, measured } = buildRun(
    { ...base, id, part: 'whole load', plan: { ...base.plan, load, concurrency: 2 }, ...changes },
    samples,
    runEnd,
  )
  return {
    record,
    columns: measured.columns,
    gaps: digestOf(measured.gaps, measured.gaps.length),
    clockZero,
    clock: null,
  }
}

/** `n` requests one after the other, the k-th taking `latency + k` ms. */
function requests(from: number, n: number, latency: number): Sample[] {
  let at = from
  return Array.from({ length: n }, (_, k) => {
    const sample = completedSample(at, latency + k, 4)
    at += latency + k
    return { ...sample, index: k }
  })
}

function joined(parts: readonly LoadPart[]) {
  const result = joinParts(parts)
  if ('reason' in result) throw new Error(result.reason)
  return result
}

describe('two machines that made one load', () => {
  // Their clocks count from different zeros; by the wall both began at 1,000,000.
  const first = part('a', requests(500, 100, 10), 999_500)
  const second = part('b', requests(90_000, 100, 50), 910_000)

  test('percentiles come from all samples together, not from those of the parts', () => {
    const { record } = joined([first, second])
    const all = [...requests(0, 100, 10), ...requests(0, 100, 50)]
      .map(({ sent, end }) => end - sent)
      .toSorted((a, b) => a - b)
    expect(record.metrics.latency.n).toBe(200)
    expect(record.metrics.latency.p50).toBeCloseTo(((all[99] ?? 0) + (all[100] ?? 0)) / 2, 9)
    const averaged = ((first.record.metrics.latency.p95 ?? 0) + (second.record.metrics.latency.p95 ?? 0)) / 2
    expect(Math.abs((record.metrics.latency.p95 ?? 0) - averaged)).toBeGreaterThan(10)
    expect(record.metrics.interChunk.n).toBe(2 * 100 * 3)
  })

  test('they are put on one time line, so that rates add up', () => {
    const { record, columns } = joined([first, second])
    expect(columns.sent[0]).toBe(0)
    const window = Math.max(...columns.end)
    expect(record.throughput.windowMs).toBeCloseTo(window, 6)
    expect(record.throughput.requestsPerSecond).toBeCloseTo(200_000 / window, 6)
    expect(record.load.concurrency).toBe(4)
    expect(record.requests).toMatchObject({ attempted: 200, succeeded: 200, failed: 0 })
  })

  test('drafted tokens add up, and have no interval; where one part tells none they are unknown', () => {
    const drafted = (of: LoadPart, accepted: number): LoadPart => {
      const speculation: SpeculationRecord = {
        drafted: 100,
        accepted,
        share: accepted / 100,
        interval: [0, 1],
        source: 'counted',
      }
      const { record } = of
      return { ...of, record: { ...record, tokens: { ...record.tokens, speculation } } }
    }
    expect(joined([drafted(first, 90), drafted(second, 50)]).record.tokens.speculation).toEqual({
      drafted: 200,
      accepted: 140,
      share: 0.7,
      interval: null,
      source: 'counted',
    })
    expect(joined([drafted(first, 90), second]).record.tokens.speculation).toBeUndefined()
  })

  test('it says where it comes from, and that one part was over early', () => {
    const { record } = joined([first, second])
    expect(record.name).toBe('whole load')
    expect(record.joinedFrom).toEqual(['a', 'b'])
    expect(record.part).toBeNull()
    expect(record.checks.find(({ id }) => id === 'parts-overlap')).toMatchObject({ status: 'invalid' })
  })

  test('parts that ran side by side overlap', () => {
    const { record } = joined([first, part('c', requests(500, 100, 10), 999_500)])
    expect(record.checks.find(({ id }) => id === 'parts-overlap')).toMatchObject({ status: 'ok' })
  })
})

test('parts of different models are not one load', () => {
  const { facts } = runHeader()
  const one = part('a', requests(0, 10, 10), 0)
  const other = part('b', requests(0, 10, 10), 0, {
    facts: { ...facts, target: { ...facts.target, model: 'another' } },
  })
  expect(joinParts([one, other])).toEqual({ reason: 'its parts differ in model' })
})

test('parts whose requests had other fields are not one load', () => {
  const { facts } = runHeader()
  const fields = [{ name: 'temperature', sentAs: null, because: 'refused' } as const]
  const other = { facts: { ...facts, target: { ...facts.target, fields } } }
  const one = part('a', requests(0, 10, 10), 0)
  expect(joinParts([one, part('b', requests(0, 10, 10), 0, other)])).toEqual({
    reason: 'its parts differ in fields of the request',
  })
  expect(
    joinParts([part('a', requests(0, 10, 10), 0, other), part('b', requests(0, 10, 10), 0, other)]),
  ).toHaveProperty('record')
})

test('scores of the parts are joined by prompt; where they cannot be a note says why', () => {
  const scored = (of: LoadPart, mean: number): LoadPart => {
    const figures = { mean, n: 1, prompts: 1, nulls: 0, failures: 0, failure: null, interval: null, whole: 0.9 }
    const score = { name: 's', partOf: null, signature: null, judge: null, provenance: 'measured' as const, ...figures }
    const prompts = [{ key: 'a', answers: String(mean), n: 1, scored: [1], means: [mean] }]
    return {
      ...of,
      record: { ...of.record, quality: { scores: [score], prompts, answers: [], unanswered: 1, page: 'x' } },
    }
  }
  const [one, other] = [part('a', requests(0, 10, 10), 0), part('b', requests(0, 10, 10), 0)]
  const { record, notes } = joined([scored(one, 0.4), scored(other, 0.8)])
  expect(notes).toEqual([])
  expect(record.quality).toMatchObject({
    unanswered: 2,
    page: null,
    prompts: [{ n: 2, means: [expect.closeTo(0.6, 12)] }],
  })
  expect(record.quality?.scores[0]).toMatchObject({
    mean: expect.closeTo(0.6, 12) as number,
    n: 2,
    prompts: 1,
    whole: null,
  })
  expect(scoresTable(record)).toContain('Joined from 2 parts: answers to one prompt count together')
  const half = joined([scored(one, 0.4), other])
  expect(half.record.quality).toBeNull()
  expect(half.notes).toEqual(['the scores of its parts were not joined: not all of them were scored'])
})

test('a part that is partial makes the whole partial', () => {
  const cut = part('a', requests(0, 10, 10), 0)
  const { record } = joined([
    part('b', requests(0, 10, 10), 0),
    { ...cut, record: { ...cut.record, state: 'partial', error: 'cut' } },
  ])
  expect(record).toMatchObject({ state: 'partial', error: 'cut' })
})
