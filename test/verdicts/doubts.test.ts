import { describe, expect, test } from 'vitest'
import type { CheckRecord } from '../../src/record/check.ts'
import { emptyRun } from '../../src/record/run.ts'
import { assumedDoubts, doubtsAbout } from '../../src/verdicts/doubts.ts'
import { doubted } from '../../src/verdicts/judgement.ts'
import { judgeFact } from '../../src/verdicts/fact.ts'

function run(protects: string[], status: CheckRecord['status'] = 'invalid') {
  return {
    ...emptyRun(),
    state: 'complete',
    error: null,
    checks: [{ id: 'broken', status, protects, message: 'it broke: mend it' }],
  } as const
}

test.each([
  [['all'], 'latency'],
  [['latency', 'ttft'], 'ttft'],
  [['throughput'], 'tokenThroughput'],
  [['rates'], 'tokenThroughput'],
  [['cost'], 'cost'],
  [['tpot'], 'decodeSpeed'],
  [['ttft'], 'prefillSpeed'],
])('an invalid check that protects %s leaves a claim about %s open', (protects, metric) => {
  expect(doubtsAbout({ ...run(protects), checks: [...run(protects).checks] }, [metric])).toEqual([
    'the check broken is invalid: it broke: mend it',
  ])
})

test('a warning, or a check of something else, does not', () => {
  expect(doubtsAbout({ ...run(['all']), checks: [...run(['all'], 'warning').checks] }, ['latency'])).toEqual([])
  expect(doubtsAbout({ ...run(['ttft']), checks: [...run(['ttft']).checks] }, ['latency'])).toEqual([])
})

test('a partial run leaves every claim open', () => {
  expect(doubtsAbout({ ...emptyRun(), state: 'partial', error: 'it died' }, ['latency'])).toEqual([
    'the run ended early: it died',
  ])
  expect(doubtsAbout({ ...emptyRun(), state: 'partial' }, ['latency'])).toEqual(['the run ended early'])
})

describe('tokens that the server did not count', () => {
  const { requests, tokens, ...rest } = emptyRun()
  const guessed = {
    ...rest,
    requests: { ...requests, attempted: 5, succeeded: 5 },
    tokens: { ...tokens, source: 'chunks' as const },
  }

  test.each(['tpot', 'decodeSpeed', 'tokenThroughput', 'cost'])(
    'leave a claim about %s open, unless accepted',
    (metric) => {
      expect(doubtsAbout(guessed, [metric])).toEqual([
        "output tokens are estimated: of answers whose tokens the server did not count each event stands for one; have it send usage, or accept this with { accept: ['estimated'] }",
      ])
      expect(doubtsAbout(guessed, ['latency', metric], { accepted: ['simulated'], how: '--so' })[0]).toMatch(
        /with --so$/,
      )
      expect(doubtsAbout(guessed, [metric], { accepted: ['estimated'] })).toEqual([])
    },
  )

  test.each([
    'latency',
    'response',
    'ttft',
    'ttfv',
    'interChunk',
    'prefillSpeed',
    'successRate',
    'goodput',
    'loadTime',
  ])('say nothing about %s', (metric) => {
    expect(doubtsAbout(guessed, [metric])).toEqual([])
  })

  test('and where nothing was answered nothing was estimated', () => {
    expect(doubtsAbout({ ...guessed, requests: { ...requests, attempted: 5, failed: 5 } }, ['tpot'])).toEqual([])
    expect(doubtsAbout({ ...guessed, tokens: { ...tokens, source: 'engine' } }, ['tpot'])).toEqual([])
  })
})

test('assumed inputs of a cost are a doubt each, what follows from them is not, nor what was declared', () => {
  const part = (value: number, unit: string, provenance: 'assumed' | 'declared') => ({
    label: unit,
    value,
    unit,
    provenance,
    // Energy follows from watts.
    derived: unit === 'J',
  })
  expect(assumedDoubts([part(30, 'W', 'declared'), part(0.15, 'USD/kWh', 'declared')])).toEqual([])
  expect(assumedDoubts([part(30, 'W', 'assumed'), part(9, 'J', 'assumed'), part(0.15, 'USD/kWh', 'declared')])).toEqual(
    [
      "30 W is assumed: declare your own with llmBench({ power: { watts }, electricity: { usdPerKwh } }), or accept this with { accept: ['assumed'] }",
    ],
  )
})

test('a doubt makes a judgement inconclusive, and no number of samples mends it', () => {
  expect(doubted(judgeFact(1, true), ['why'])).toMatchObject({
    verdict: 'inconclusive',
    needed: null,
    doubts: ['why'],
    pointHolds: true,
  })
  expect(doubted(judgeFact(1, true), []).verdict).toBe('pass')
})
