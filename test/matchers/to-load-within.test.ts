import { expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
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
