import { expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import type { ModelLoadRecord } from '../../src/record/loads/model-load.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { constructedRun, repeated } from './support/run-builder.ts'

expect.extend(matchers)

const run = constructedRun(repeated(3, 40))

test('passes within and fails beyond the limit', () => {
  expect(run).toLoadWithin(1200)
  expect(run).not.toLoadWithin(1199)
  expect(failureOf(() => expect(run).toLoadWithin(1000))).toBe(
    [
      'expected load time within 1,000 ms, observed 1,200 ms (n = 1, no interval): fail',
      'loaded for this run, page cache warm',
      'run "short answer" of constructed-135m',
    ].join('\n'),
  )
})

test('a model that was warm says so', () => {
  const loadState = { loaded: 'earlier', pageCache: 'unknown' } as const
  const warm = constructedRun(repeated(3, 40), { record: { loadState } })
  expect(failureOf(() => expect(warm).toLoadWithin(1000))).toContain('loaded earlier, page cache unknown')
})

test('throws for a model that was not loaded here, negated too', () => {
  const served = constructedRun(repeated(3, 40), { record: { loadTimeMs: null, loadState: null } })
  expect(refusalOf(() => expect(served).not.toLoadWithin(1000)).code).toBe('not-measured')
})

test('refuses a limit that is none', () => {
  expect(refusalOf(() => expect(run).toLoadWithin(0)).code).toBe('invalid-option')
})

function loaded(states: readonly ModelLoadRecord['pageCache'][], note: string | null = null): typeof run {
  const loads = states.map((pageCache, slot): ModelLoadRecord => ({
    slot,
    pageCache,
    note,
    loadTimeMs: pageCache === 'cold' ? 900 + slot : 100 + slot,
    firstTokenMs: 50,
    unloadMs: 5,
    residentBytes: 2e8,
    givenBackBytes: 1e8,
  }))
  return constructedRun(repeated(3, 40), { record: { loads } })
}

const mixed = loaded([...Array.from({ length: 6 }, () => 'cold' as const), 'warm', 'unknown'])

test('cold and warm loads are claimed apart, by the exact test of a percentile', () => {
  expect(mixed).toLoadWithin(1000, { from: 'cold' })
  expect(mixed).not.toLoadWithin(800, { from: 'cold' })
  expect(failureOf(() => expect(mixed).toLoadWithin(800, { from: 'cold' }))).toBe(
    [
      'expected p50 of cold loads within 800 ms, observed 903 ms (n = 6, 90 % interval 900 to 905 ms): fail',
      'on average the first token came 50.0 ms after the first request',
      '2 other loads, of which the page cache was warm or unknown, are left out',
      'run "short answer" of constructed-135m',
    ].join('\n'),
  )
})

test('few loads leave it inconclusive; all of them count where no state is named', () => {
  expect(failureOf(() => expect(mixed).toLoadWithin(50, { from: 'warm' }))).toContain('(n = 1, ')
  expect(failureOf(() => expect(mixed).toLoadWithin(50, { percentile: 90 }))).toContain('p90 of loads')
})

test('a load in a virtual machine is cold in the guest, and says so', () => {
  const note = 'in the guest: its host may have had it in memory'
  const guest = loaded(
    Array.from({ length: 6 }, () => 'cold' as const),
    note,
  )
  expect(failureOf(() => expect(guest).toLoadWithin(100, { from: 'cold' }))).toContain(`page cache cold, ${note}`)
})

test('no such load is nothing measured, and says why', () => {
  const unknown = loaded(['unknown', 'unknown'], 'only Linux has a command that drops a file from the page cache')
  expect(refusalOf(() => expect(unknown).not.toLoadWithin(100, { from: 'cold' })).message).toContain(
    'none of its 2 loads was cold: unknown, only Linux has a command',
  )
  expect(refusalOf(() => expect(run).toLoadWithin(100, { from: 'cold' })).message).toContain("pageCache: 'cold'")
  expect(refusalOf(() => expect(mixed).toLoadWithin(100, { from: 'hot' as never })).code).toBe('invalid-option')
})
