import { expect, test } from 'vitest'
import { correlated } from '../../../src/checks/series/correlated.ts'
import { outliers } from '../../../src/checks/series/outliers.ts'
import { warmUp } from '../../../src/checks/series/warm-up.ts'
import { rate } from '../../../src/workload/load/rate.ts'
import { ramp } from '../../../src/workload/load/ramp.ts'
import { checkLatencies } from '../support/latency-checks.ts'

const slowStart = Array.from({ length: 100 }, (_, i) => (i < 20 ? 400 - i : i < 95 ? 40 + ((i * 7) % 5) : 900))
const rising = Array.from({ length: 100 }, (_, i) => 40 + i)

test.each([
  ['correlated', correlated, rising],
  ['outliers', outliers, slowStart],
  ['warm-up', warmUp, slowStart],
])('%s says nothing of latencies that change because the traffic does', (_, check, latencies) => {
  expect(checkLatencies(check, latencies, { load: rate(5), concurrency: 0 })?.status).toBe('warning')
  expect(checkLatencies(check, latencies, { load: ramp(1, 20, 1000), concurrency: 0 })).toBeNull()
})
