import { rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBaselineFile } from '../../src/baseline/baseline-file.ts'
import type { BaselineFile } from '../../src/record/baseline.ts'
import { saveBaseline } from '../../src/baseline/save-baseline.ts'
import { saveNoiseFloors } from '../../src/baseline/noise-file.ts'
import { runKey } from '../../src/baseline/run-key.ts'
import { fingerprintOf } from '../../src/machine/facts/fingerprint.ts'
import { collectEnvironment } from '../../src/machine/facts/environment.ts'
import { toNotRegressFrom } from '../../src/matchers/to-not-regress-from.ts'
import type { LlmRun } from '../../src/vitest/llm-run.ts'
import { artifactOf, seededRun, temporaryRoot } from '../baseline/constructed.ts'
import { failureOf, refusalOf } from './support/failure.ts'

expect.extend({ toNotRegressFrom })

// Without the plugin the root is the working directory.
const root = temporaryRoot()
const before = process.cwd()
const environment = collectEnvironment(root.path)

beforeAll(() => process.chdir(root.path))
afterAll(() => {
  process.chdir(before)
  root[Symbol.dispose]()
})

function save(run: LlmRun, name = 'main'): string {
  const [path = ''] = saveBaseline({ root: process.cwd(), name, environment, runs: [artifactOf(run)] }).paths
  return path
}

test('passes, fails and leaves open', () => {
  save(seededRun(200, 40, 1))
  expect(seededRun(200, 40, 2)).toNotRegressFrom('main')
  expect(seededRun(200, 60, 2)).not.toNotRegressFrom('main')
  expect(seededRun(200, 60, 2)).toNotRegressFrom('main', { by: 0.9 })
  const message = failureOf(() => expect(seededRun(200, 48, 2)).toNotRegressFrom('main'))
  expect(message).toMatch(
    /^expected median latency at most 5 % slower than in baseline "main", observed ratio 1\.\d+: 4\d\.\d against 4\d\.\d ms \(n = 200, 90 % interval 1\.\d+ to 1\.\d+\): fail\nbaseline "main": n = 200, saved \d{4}-\d\d-\d\d\nrun "short answer" of constructed-135m/u,
  )
  const open = failureOf(() => expect(seededRun(30, 41.5, 2)).toNotRegressFrom('main'))
  expect(open).toMatch(/: inconclusive\n/u)
  expect(open).toMatch(
    /about (\d+) would if what was seen holds \(bench option \{ requests: \1 \}\).*\n.*\nthe baseline needs as many: save it again with about \1 requests/u,
  )
})

test('other metrics, speeds mirrored', () => {
  save(seededRun(200, 40, 1))
  const slow = seededRun(200, 60, 2)
  expect(slow).not.toNotRegressFrom('main', { of: 'ttft' })
  expect(slow).not.toNotRegressFrom('main', { of: 'decodeSpeed' })
  expect(failureOf(() => expect(slow).toNotRegressFrom('main', { of: 'decodeSpeed' }))).toContain(
    'expected median decodeSpeed at most 5 % lower than in baseline "main"',
  )
})

test('another fingerprint is refused, or compared and marked', () => {
  save(seededRun(200, 40, 1))
  const { target } = seededRun(1, 1, 1).record
  const other = seededRun(200, 60, 2, { record: { target: { ...target, threads: 8 } } })
  const refusal = refusalOf(() => expect(other).toNotRegressFrom('main'))
  expect(refusal.code).toBe('baseline-incompatible')
  expect(refusal.message).toContain('threads 8 here, 2 there')
  expect(refusalOf(() => expect(other).not.toNotRegressFrom('main')).code).toBe('baseline-incompatible')
  expect(failureOf(() => expect(other).toNotRegressFrom('main', { fingerprint: 'any' }))).toContain(
    "another fingerprint, compared because { fingerprint: 'any' } asks for it: threads 8 here, 2 there",
  )
})

test('where both have an anchor the ratio adjusted by it is told, and the other one decides', () => {
  const with_ = (ms: number | null) => ({
    record: {
      anchor: { beforeMs: ms, afterMs: ms, historyMs: null, history: 0, ratioBefore: null, ratioAfter: null },
    },
  })
  save(seededRun(200, 40, 1, with_(1)))
  const message = failureOf(() => expect(seededRun(200, 60, 2, with_(1.5))).toNotRegressFrom('main'))
  expect(message).toMatch(/observed ratio 1\.\d+: .*: fail\n/u)
  expect(message).toMatch(
    /by the anchor workload the machine took 1\.50 times as long around this run as around the baseline: adjusted by it the ratio is (?:0\.9|1\.0)\d+ \[[\d.]+, [\d.]+\] instead of 1\.\d+, which settles nothing/u,
  )
  const without = failureOf(() => expect(seededRun(200, 60, 2, with_(null))).toNotRegressFrom('main'))
  expect(without).not.toContain('anchor')
})

test('other work is no regression', () => {
  save(seededRun(200, 40, 1))
  const { workload } = seededRun(1, 1, 1).record
  const other = seededRun(200, 60, 2, { record: { workload: { ...workload, maxTokens: 20 } } })
  expect(refusalOf(() => expect(other).toNotRegressFrom('main', { fingerprint: 'any' })).message).toContain(
    'measured other work: maxTokens 20 here, 10 there',
  )
})

test('a missing baseline is missing, negated or not', () => {
  const run = seededRun(30, 40, 1)
  expect(refusalOf(() => expect(run).toNotRegressFrom('nobody')).code).toBe('baseline-missing')
  expect(refusalOf(() => expect(run).not.toNotRegressFrom('nobody')).message).toContain('vitest bench --mode baseline')
})

test('where it may be missing the claim is open, and no point speaks against it', () => {
  const run = seededRun(30, 40, 1)
  const open = { missing: 'inconclusive' } as const
  expect(run).toNotRegressFrom('nobody', open)
  expect(run).not.toNotRegressFrom('nobody', open)
  save(run)
  const { target } = run.record
  const elsewhere = seededRun(30, 90, 1, { record: { target: { ...target, threads: 8 } } })
  expect(elsewhere).toNotRegressFrom('main', open)
  const other = seededRun(30, 40, 1, { record: { workload: { ...run.record.workload, maxTokens: 20 } } })
  expect(refusalOf(() => expect(other).toNotRegressFrom('main', open)).code).toBe('baseline-incompatible')
})

test('points only are inconclusive, and say so', () => {
  const path = save(seededRun(200, 40, 1), 'points')
  const file = readBaselineFile(path) as BaselineFile
  writeFileSync(
    path,
    JSON.stringify({
      ...file,
      runs: file.runs.map(({ key, record, savedAt }) => ({
        key,
        record,
        savedAt,
        commit: null,
        samples: { kind: 'points' },
      })),
    }),
  )
  expect(seededRun(200, 40, 2)).toNotRegressFrom('points')
  const message = failureOf(() => expect(seededRun(200, 60, 2)).toNotRegressFrom('points'))
  expect(message).toContain(': inconclusive')
  expect(message).toContain('points only')
})

const lagged = {
  id: 'event-loop-lag',
  status: 'invalid' as const,
  protects: ['latency'],
  message: `this process was late ${'again '.repeat(20)}: run less beside it`,
}

test('a baseline whose own checks found its run broken is refused, negated or not, unless that is accepted', () => {
  save(seededRun(200, 40, 1, { record: { checks: [lagged] } }), 'broken')
  const run = seededRun(200, 60, 2)
  for (const claim of [expect(run), expect(run).not]) {
    const refusal = refusalOf(() => claim.toNotRegressFrom('broken'))
    expect(refusal.code).toBe('baseline-incompatible')
    expect(refusal.message).toContain(
      'baseline "broken" was saved from a run whose latency its own checks found broken: the check event-loop-lag is ' +
        'invalid: this process was late',
    )
    // Whole, for its end says what to do.
    expect(refusal.message).toContain(
      ': run less beside it; save it again with vitest bench --mode baseline, or compare',
    )
    expect(refusal.message).toContain("all the same with { accept: ['invalid-baseline'] }")
  }
  const accepted = failureOf(() => expect(run).toNotRegressFrom('broken', { accept: ['invalid-baseline'] }))
  // What was slower than times that can only be late has regressed.
  expect(accepted).toContain(': fail, although in the baseline the check event-loop-lag is invalid')
  expect(accepted).toContain(
    "saved under invalid checks, compared because { accept: ['invalid-baseline'] } asks for it: the check event-loop-lag",
  )
  // It is open where that may have made it, for a reason that is the baseline's.
  expect(
    failureOf(() => expect(seededRun(200, 40, 3)).not.toNotRegressFrom('broken', { accept: ['invalid-baseline'] })),
  ).toContain('inconclusive: in the baseline the check event-loop-lag is invalid: this process was late')
  // What the check does not protect may be compared.
  expect(seededRun(200, 40, 3)).toNotRegressFrom('broken', { of: 'tpot' })
})

test('a doubt about the run itself is told as its own, also where the baseline is sound', () => {
  save(seededRun(200, 40, 1))
  const run = seededRun(200, 60, 2, { record: { checks: [lagged] } })
  const message = failureOf(() => expect(run).toNotRegressFrom('main'))
  expect(message).toContain('inconclusive: the check event-loop-lag is invalid')
  expect(message).not.toContain('in the baseline')
})

test('a check that can only have lengthened times opens what it may have made', () => {
  const busy = (id: string, maxMs: number) => ({
    record: {
      checks: [{ id, status: 'invalid' as const, protects: ['all'], message: 'it was so: do that' }],
      lag: { p99Ms: 1, maxMs },
    },
  })
  save(seededRun(200, 40, 1), 'quiet')
  save(seededRun(200, 40, 1, busy('other-hosts', 5)), 'busy')
  const isOpen = (assertion: () => unknown): boolean => failureOf(assertion).includes(': inconclusive')
  // A run that was slowed down and is as quick all the same has not regressed.
  expect(isOpen(() => expect(seededRun(200, 40, 2, busy('other-hosts', 5))).not.toNotRegressFrom('quiet'))).toBe(false)
  expect(isOpen(() => expect(seededRun(200, 60, 2, busy('other-hosts', 5))).toNotRegressFrom('quiet'))).toBe(true)
  expect(isOpen(() => expect(seededRun(200, 60, 2, busy('event-loop-lag', 5))).toNotRegressFrom('quiet'))).toBe(false)
  expect(isOpen(() => expect(seededRun(200, 60, 2, busy('event-loop-lag', 25))).toNotRegressFrom('quiet'))).toBe(true)
  // A baseline that was slowed down makes a pass easy, and a regression certain.
  const accept = ['invalid-baseline'] as const
  const easy = failureOf(() => expect(seededRun(200, 40, 2)).not.toNotRegressFrom('busy', { accept }))
  expect(easy).toContain('inconclusive: in the baseline the check other-hosts is invalid: it was so: do that;')
  expect(failureOf(() => expect(seededRun(200, 60, 2)).toNotRegressFrom('busy', { accept }))).toContain(
    ': fail, although in the baseline the check other-hosts is invalid, and can only have made times longer\n',
  )
})

test('refuses what cannot be meant', () => {
  const run = seededRun(30, 40, 1)
  expect(refusalOf(() => expect(run).toNotRegressFrom('main', { by: 5 })).message).toBe(
    'toNotRegressFrom(name, { by }): 5 is not allowed here; give a share of 0 or more and below 1: 5 % is 0.05',
  )
  // @ts-expect-error plain JavaScript passes anything
  expect(refusalOf(() => expect(run).toNotRegressFrom('main', { fingerprint: 'other' })).message).toBe(
    'toNotRegressFrom(name, { fingerprint }): "other" is not allowed here; give "same" or "any"',
  )
  expect(refusalOf(() => expect(run).toNotRegressFrom('../x')).code).toBe('invalid-option')
  expect(refusalOf(() => expect(3).toNotRegressFrom('main')).code).toBe('not-measured')
})

test('tokens that the server did not count, here or in the baseline, leave tpot open unless that is accepted', () => {
  const { tokens } = seededRun(1, 1, 1).record
  const guessed = (run: number) => seededRun(200, 40, run, { record: { tokens: { ...tokens, source: 'chunks' } } })
  for (const [earlier, later] of [
    [guessed(1), seededRun(200, 40, 2)],
    [seededRun(200, 40, 1), guessed(2)],
  ] as const) {
    save(earlier)
    const message = failureOf(() => expect(later).not.toNotRegressFrom('main', { of: 'tpot' }))
    expect(message).toMatch(/inconclusive: (?:in the baseline )?output tokens are estimated/u)
    const options = { of: 'tpot', accept: ['estimated'] } as const
    expect(later).toNotRegressFrom('main', options)
    expect(failureOf(() => expect(later).not.toNotRegressFrom('main', options))).not.toContain('inconclusive')
    expect(failureOf(() => expect(later).not.toNotRegressFrom('main'))).not.toContain('inconclusive')
  }
})

test('a band below the noise floor is widened to it, whose floor that is is said, and a damaged file is not used', () => {
  const run = seededRun(200, 40, 2)
  save(seededRun(200, 40, 1))
  const { record } = run
  const fingerprint = fingerprintOf(environment, record.target)
  const within = { variance: 1e-5, degrees: 40 }
  const floor = { metric: 'latency', variance: 1e-4, degrees: 4, within, n: 200, launches: 5, measuredAt: '' } as const
  const { path } = saveNoiseFloors(process.cwd(), fingerprint, [{ ...floor, key: 'b.bench.ts › t › other' }])
  const said = (by: number): string => failureOf(() => expect(run).not.toNotRegressFrom('main', { by }))
  expect(said(0.02)).toMatch(
    /\nband 2 % widened to the noise floor of \d\.\d % that "b\.bench\.ts › t › other" has on/u,
  )
  expect(said(0.02)).toMatch(/measured of "b\.bench\.ts › t › other" and not of this bench, is in the interval/u)
  saveNoiseFloors(process.cwd(), fingerprint, [{ ...floor, key: runKey(record) }])
  expect(said(0.02)).toMatch(/\nband 2 % widened to the noise floor of \d\.\d %: more launches see less/u)
  expect(said(0.02)).toMatch(
    /floor, measured of this bench, is in the interval; it would have seen \d\.\d % or more\n/u,
  )
  expect(said(0.3)).not.toContain('widened')
  writeFileSync(path, '{"schemaVersion":0}')
  expect(said(0.3)).toContain(
    `\nthe noise floors in ${path} are not used: it is of schema 0, and this release reads 1;`,
  )
  rmSync(path)
})
