import { expect, test } from 'vitest'
import { notesOf } from '../../../reporters/collect/notes.ts'
import type { CheckRecord } from '../../../src/record/check.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { restingOn, sampleClaim, sampleRun, sampleSeries } from '../sample-report.ts'

function invalid(id: string, protects: string[], message = 'late by 9 ms: measure again'): CheckRecord {
  return { id, status: 'invalid', protects, message }
}

function runs(count: number, over: (index: number) => Partial<RunRecord>): RunRecord[] {
  return Array.from({ length: count }, (_, index) =>
    sampleRun(sampleSeries(5, 40), { id: String(index), name: `level ${index}`, ...over(index) }),
  )
}

const gaps = invalid('event-loop-lag', ['interChunk'])

test('a check of what nobody claimed or reads first is no note', () => {
  expect(notesOf(runs(28, () => ({ checks: [gaps] })))).toEqual([])
})

test('with a claim about it, it is: of that run alone', () => {
  const claimed = runs(3, (index) => ({
    checks: [gaps],
    claims:
      index === 1
        ? [sampleClaim({ metric: 'interChunk', text: 'p95 of interChunk below 9 ms', ...restingOn('event-loop-lag') })]
        : [],
  }))
  expect(notesOf(claimed)).toEqual(['level 1: check event-loop-lag failed: late by 9 ms: measure again'])
})

test('equal checks are one line with the runs counted and some named', () => {
  const busy = runs(28, (index) => ({ checks: [invalid('machine-busy', ['all'], `busy at ${index} %`)] }))
  expect(notesOf(busy)).toEqual([
    'Check machine-busy failed in 28 runs (level 0; level 1; level 2 and 25 more). Of the first: busy at 0 %',
  ])
  const [long = ''] = notesOf(
    runs(2, (index) => ({
      name: `${'a very long name '.repeat(20)}${index}`,
      checks: [invalid('drift', ['latency'])],
    })),
  )
  expect(long.length).toBeLessThan(200)
  expect(long).toMatch(/a very.*…\S* .*0; a very.*….*1\)/u)
})

test.each(['latency', 'ttft', 'tpot', 'response', 'throughput', 'all'])(
  'a check of %s is a note without any claim',
  (metric) => {
    expect(notesOf(runs(1, () => ({ checks: [invalid('some', [metric])] })))).toEqual([
      'level 0: check some failed: late by 9 ms: measure again',
    ])
  },
)

test('a claim rests on other metrics than its own too', () => {
  const claim = sampleClaim({ metric: 'goodput', text: 'goodput (ttfv within 5 ms) above 0.9', ...restingOn('some') })
  expect(notesOf(runs(1, () => ({ checks: [invalid('some', ['ttfv'])], claims: [claim] }))).length).toBe(1)
})

test('what only warns is no note', () => {
  expect(notesOf(runs(1, () => ({ checks: [{ ...gaps, status: 'warning', protects: ['all'] }] })))).toEqual([])
})

test('synthetic weights are named by the model, and counts are called estimated only where they are', () => {
  const [served] = runs(1, () => ({ provenance: 'synthetic' }))
  if (served === undefined) throw new Error('no run')
  const target: RunRecord['target'] = {
    ...served.target,
    kind: 'server',
    model: 'small',
    spec: 'http://127.0.0.1:8123/v1',
  }
  const [byServer = ''] = notesOf([{ ...served, target, tokens: { ...served.tokens, source: 'usage' } }])
  expect(byServer).toContain('Synthetic weights (small):')
  expect(byServer).not.toContain('estimated')
  const local: RunRecord['target'] = { ...served.target, kind: 'model', spec: 'synthetic:micro@Q4_0' }
  const [byUs = ''] = notesOf([{ ...served, target: local, tokens: { ...served.tokens, source: 'estimated' } }])
  expect(byUs).toContain('Synthetic weights (synthetic:micro@Q4_0):')
  expect(byUs).toContain('are estimated (characters / 4)')
})
