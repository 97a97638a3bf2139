import { expect, test } from 'vitest'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { found, sound } from '../support/endpoint-checks.ts'

test('a warm-up that still got quicker when it had to end is a warning, with the way out', () => {
  expect(found('cold-start', endpointHeader(), sound, { settled: false })).toMatchObject({
    status: 'warning',
    message: expect.stringMatching(/still got quicker .* longer warm-up \(warmup\)/u),
  })
  expect(found('cold-start', endpointHeader(), sound, { settled: true })).toMatchObject({ status: 'ok' })
  expect(found('cold-start', endpointHeader(), sound, { settled: null })).toBeUndefined()
})
