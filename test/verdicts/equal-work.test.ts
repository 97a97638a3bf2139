import { describe, expect, test } from 'vitest'
import { type PairWork, workDoubts, workWords } from '../../src/verdicts/equal-work.ts'

function work(ours: number | null, theirs: number | null, error = 0): PairWork {
  return { outputTokens: [ours, theirs], answers: { both: 20, same: 3 }, error }
}

describe('the work of two arms', () => {
  test.for([
    [64, 64, 0],
    [64, 64.5, 0],
    // Lengths that are drawn differ by chance, which the interval of the ratio knows.
    [60, 64, 3],
    [Number.NaN, 64, 0],
  ] as const)('%d and %d tokens with an error of %d are the same work', ([ours, theirs, error]) => {
    expect(workDoubts(work(ours, theirs, error), 'latency')).toEqual([])
  })

  test.for([
    [7, 64, 0],
    [64, 7, 20],
    [62, 64, 0.5],
    [0, 64, 0],
  ] as const)('%d and %d tokens with an error of %d are not', ([ours, theirs, error]) => {
    expect(workDoubts(work(ours, theirs, error), 'latency')).toHaveLength(1)
    expect(workDoubts(work(ours, theirs, error), 'response')).toHaveLength(1)
  })

  test('is nothing to what is told a token, or before the answer', () => {
    for (const metric of ['ttft', 'ttfv', 'tpot', 'decodeSpeed', 'prefillSpeed'] as const)
      expect(workDoubts(work(7, 64), metric)).toEqual([])
  })

  test('the doubt says both lengths and the ways out', () => {
    expect(workDoubts(work(7, 64), 'latency')).toEqual([
      'the arms did not do the same work (same answers 3 of 20, output tokens 7.00 / 64.0 (means)), so that latency ' +
        "tells their lengths: compare { of: 'tpot' }, or let both answer with as many tokens " +
        '(workload option { ignoreEos: true })',
    ])
  })

  test('arms that answered nothing, or whose answers are gone, have words too', () => {
    expect(workDoubts(work(null, 64), 'latency')).toEqual([])
    expect(workWords({ outputTokens: [null, 64], answers: null })).toBe('output tokens – / 64.0 (means)')
  })
})
