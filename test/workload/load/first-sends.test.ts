import { expect, test } from 'vitest'
import { burst, concurrent, firstSendsOf, oneClient } from '../../../src/workload/load.ts'

test.for([
  [concurrent(8, { rampUp: 0 }), 'at-once'],
  [concurrent(8), 'spread'],
  [concurrent(8, { rampUp: 5 }), 'spread'],
  [concurrent(1, { rampUp: 0 }), null],
  [oneClient, null],
  [burst(8), null],
] as const)('how the clients of a load begin: %#', ([plan, beginning]) => {
  expect(firstSendsOf(plan)).toBe(beginning)
})
