import { expect, test } from 'vitest'
import { comparePair } from '../../../src/cli/compare/compare-pair.ts'
import type { LoadedRun } from '../../../src/cli/load-runs.ts'
import { fingerprintFrom } from '../../../src/machine/facts/fingerprint.ts'
import type { TokenSource } from '../../../src/record/tokens.ts'
import { noiseFloorOf } from '../../../src/stats/launches/noise-floor.ts'
import { artifactOf, seededRun } from '../../baseline/constructed.ts'

function loaded(median: number, seed: number, source: TokenSource = 'usage'): LoadedRun {
  const { record, columns } = artifactOf(seededRun(200, median, seed))
  return {
    key: 'run',
    record: { ...record, tokens: { ...record.tokens, source } },
    samples: { kind: 'columns', columns },
    fingerprint: null,
  }
}

const rule = { of: 'tpot', by: 0.05, accepted: [] } as const

test('tokens that a server did not count, on either side, leave a comparison of tpot open', () => {
  expect(comparePair(loaded(40, 1), loaded(60, 2), rule).word).toBe('regressed')
  for (const [a, b] of [
    [loaded(40, 1, 'chunks'), loaded(60, 2)],
    [loaded(40, 1), loaded(60, 2, 'chunks')],
  ] as const) {
    const open = comparePair(a, b, rule)
    expect(open).toMatchObject({ word: 'inconclusive', pValue: null })
    expect(open.notes.join()).toMatch(/output tokens are estimated: .*, or accept this with --accept estimated$/u)
    expect(comparePair(a, b, { ...rule, accepted: ['estimated'] }).word).toBe('regressed')
    expect(comparePair(a, b, { ...rule, of: 'latency' }).word).toBe('regressed')
  }
})

test('where no metric is named an open load is compared by response, which a note says', () => {
  const [a, b] = [loaded(40, 1), loaded(60, 2)]
  const usual = { ...rule, of: null }
  expect(comparePair(a, b, usual)).toMatchObject({ metric: 'latency', word: 'regressed', notes: [] })
  const open = { ...b, record: { ...b.record, load: { ...b.record.load, kind: 'open' as const } } }
  const compared = comparePair(a, open, usual)
  expect(compared).toMatchObject({ metric: 'response', word: 'regressed' })
  expect(compared.notes.join()).toMatch(/response counts from the moment each request was due.*--of latency/u)
  expect(comparePair(a, open, { ...rule, of: 'latency' })).toMatchObject({ metric: 'latency', notes: [] })
})

test('the ratio adjusted by the anchor is a note beside the other, where both have the same anchor', () => {
  const fingerprint = fingerprintFrom({ cpu: 'x', architecture: 'x64', nodeLlamaCpp: '3.22.1' })
  const around = (run: LoadedRun, ms: number): LoadedRun => {
    const anchor = { beforeMs: ms, afterMs: ms, historyMs: null, history: 0, ratioBefore: null, ratioAfter: null }
    return { ...run, fingerprint, record: { ...run.record, anchor } }
  }
  const latency = { ...rule, of: 'latency' } as const
  const [a, b] = [around(loaded(40, 1), 1), around(loaded(60, 2), 1.5)]
  const found = comparePair(a, b, latency)
  const plain = comparePair(loaded(40, 1), loaded(60, 2), latency)
  expect(found).toMatchObject({ word: 'regressed', judgement: plain.judgement })
  expect(found.notes).toContainEqual(
    expect.stringMatching(/1\.50 times as long around b as around a: adjusted by it the ratio is (?:0\.9|1\.0)/u),
  )
  // A rate is multiplied by what the machine took longer.
  expect(comparePair(a, b, { ...rule, of: 'decodeSpeed' }).notes.join()).toMatch(/the ratio is (?:0\.9|1\.0)/u)
  const elsewhere = { ...b, fingerprint: fingerprintFrom({ ...fingerprint.fields, cpu: 'y' }) }
  for (const other of [loaded(60, 2), elsewhere]) {
    expect(comparePair(a, other, latency).notes.join()).not.toContain('anchor')
  }
})

test('clients that began together on one side only are another load, which a note says', () => {
  const began = (run: LoadedRun, firstSends: LoadedRun['record']['load']['firstSends']): LoadedRun => ({
    ...run,
    record: { ...run.record, load: { ...run.record.load, firstSends } },
  })
  const [a, b] = [loaded(40, 1), loaded(60, 2)]
  const { notes, word } = comparePair(began(a, 'at-once'), began(b, 'spread'), rule)
  expect(word).toBe('regressed')
  expect(notes.join()).toMatch(/^clients began all at once in a, spread in b: .*rampUp: 0 \}\) starts all at once/u)
  expect(comparePair(began(a, 'spread'), began(b, 'spread'), rule).notes).toEqual([])
  expect(comparePair(began(a, null), began(b, 'spread'), rule).notes).toEqual([])
})

test('a check that can only have lengthened times leaves open the words that it may have made', () => {
  const busy = (run: LoadedRun, id: string, maxMs: number): LoadedRun => ({
    ...run,
    record: {
      ...run.record,
      checks: [{ id, status: 'invalid', protects: ['all'], message: 'it was so: do that' }],
      lag: { p99Ms: 1, maxMs },
    },
  })
  const latency = { ...rule, of: 'latency' } as const
  const [a, b] = [loaded(40, 1), loaded(60, 2)]
  expect(comparePair(a, busy(b, 'other-hosts', 1), latency)).toMatchObject({ word: 'inconclusive', pValue: null })
  expect(comparePair(busy(a, 'other-hosts', 1), b, latency)).toMatchObject({
    word: 'regressed',
    notes: ['the check other-hosts is invalid, and can only have made times longer'],
  })
  expect(comparePair(a, busy(b, 'event-loop-lag', 5), latency).word).toBe('regressed')
  expect(comparePair(a, busy(b, 'event-loop-lag', 25), latency).word).toBe('inconclusive')
  expect(comparePair(b, busy(a, 'schedule-lag', 1), latency).word).toBe('inconclusive')
})

test('runs of one launch each take the noise floor of their machine into interval and band, which notes say', () => {
  const [a, b] = [loaded(40, 1), loaded(44, 2)]
  const latency = { ...rule, of: 'latency' as const }
  expect(comparePair(a, b, latency).word).toBe('regressed')
  // Launches of one and the same bench that lay 8 % apart.
  const launches = [40, 44, 37, 42, 39].map((median) => ({
    value: Math.log(median),
    within: { variance: 1e-5, degrees: 199 },
    n: 200,
  }))
  const measured = noiseFloorOf(launches)
  const floor = measured === null ? null : { ...measured, standsIn: null }
  const compared = comparePair(a, b, { ...latency, floorOf: () => ({ floor, notes: ['of no use'] }) })
  expect(compared.word).toBe('same')
  expect(compared.notes.join()).toMatch(
    /one launch: the machine's noise floor, measured of this bench, is in the interval; it would have seen \d/u,
  )
  expect(compared.notes.join()).toMatch(
    /band 5 % widened to the noise floor of \d+(?:\.\d)? %: more launches see less/u,
  )
  expect(compared.notes).toContain('of no use')
})
