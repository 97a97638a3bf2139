import { expect, test } from 'vitest'
import { correlated } from '../../../src/checks/series/correlated.ts'
import { autoregressive, seededNormal } from '../../stats/draws.ts'
import { checkLatencies } from '../support/latency-checks.ts'

function waves(coefficient: number, n = 200): Float64Array {
  return autoregressive(n, coefficient, seededNormal(2)).map((value) => 40 + 3 * value)
}

test('latencies in long waves are a warning, in short ones or none they are in order', () => {
  const found = checkLatencies(correlated, waves(0.9))
  expect(found).toMatchObject({ id: 'correlated', status: 'warning' })
  expect(found?.message).toMatch(
    /^latencies are too correlated \(autocorrelation 0\.[89]\d\d\), so that .*: find what drifts or pauses/u,
  )
  expect(checkLatencies(correlated, waves(0.4))).toMatchObject({
    status: 'ok',
    message: expect.stringMatching(/^200 latencies are worth (?:[5-9]\d|1[01]\d) independent ones$/u),
  })
  expect(checkLatencies(correlated, waves(0))?.status).toBe('ok')
})

test('fewer than 20 requests tell nothing', () => {
  expect(checkLatencies(correlated, waves(0.9, 19))).toBeNull()
})
