import { expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { constructedRun, scattered } from './support/run-builder.ts'

expect.extend(matchers)

function run(succeeded: number, failed: number) {
  return constructedRun(scattered(succeeded + failed, failed, [{ latency: 40 }, { latency: 1, failed: true }]))
}

test('passes above and fails below the ratio', () => {
  expect(run(149, 0)).toHaveSuccessRateAbove(0.98)
  expect(run(90, 10)).not.toHaveSuccessRateAbove(0.98)
  expect(failureOf(() => expect(run(90, 10)).toHaveSuccessRateAbove(0.98))).toBe(
    [
      'expected success rate above 0.98, observed 0.900 (n = 100, 90 % interval 0.836 to 0.945): fail',
      '90 of 100 requests succeeded; failed: 10 timeout',
      'run "short answer" of constructed-135m',
    ].join('\n'),
  )
})

test('too few requests settle nothing', () => {
  expect(run(100, 0)).toHaveSuccessRateAbove(0.98)
  expect(failureOf(() => expect(run(100, 0)).not.toHaveSuccessRateAbove(0.98))).toContain(
    'at least 149 are needed (bench option { requests: 149 })',
  )
})

test.each([1, 1.5, -0.1, Number.NaN, '98 %'])('refuses the ratio %s', (ratio) => {
  // @ts-expect-error plain JavaScript passes anything
  const error = refusalOf(() => expect(run(10, 0)).toHaveSuccessRateAbove(ratio))
  expect(error.code).toBe('invalid-option')
  expect(error.message).toMatch(
    /^toHaveSuccessRateAbove\(ratio\): .+ is not allowed here; give a share of 0 or more and below 1: 95 % is 0\.95$/u,
  )
})
