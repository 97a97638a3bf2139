import { expect, test } from 'vitest'
import { metricsOf } from '../src/metrics/distribution.ts'
import { seededRandom } from '../src/stats/random.ts'

/** Log-uniform values, 50 to 500 ms. */
function series(n: number): Float64Array {
  const random = seededRandom(n)
  return Float64Array.from({ length: n }, () => 50 * 10 ** random())
}

/** All statistics of one metric: with no requests the gaps between chunks are the only values. */
function summarize(gaps: Float64Array): unknown {
  const none = new Float64Array()
  const columns = {
    intended: none,
    sent: none,
    first: none,
    firstVisible: none,
    end: none,
    inputTokens: none,
    outputTokens: none,
    cachedTokens: none,
    cacheWriteTokens: none,
    reasoningTokens: none,
    hiddenTokens: none,
    firstTokens: none,
    failed: none,
    slot: none,
  }
  return metricsOf({ columns, gaps, concurrency: 1 }).interChunk
}

test.each([1000, 100_000, 1_000_000])('all statistics of one metric, n = %d', async (n) => {
  const values = series(n)
  const before = process.memoryUsage()
  const started = process.hrtime.bigint()
  summarize(values)
  const ms = Number(process.hrtime.bigint() - started) / 1e6
  const after = process.memoryUsage()
  const grownMb = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6
  process.stdout.write(`n = ${n}: first ${ms.toFixed(0)} ms, memory grown by ${grownMb.toFixed(0)} MB\n`)
  // The stated bound of the package, generous on any machine.
  expect(ms).toBeLessThan(2000)
  expect(grownMb).toBeLessThan(300)
})

test('speed of the statistics of one metric', async ({ bench }) => {
  await bench.compare(
    bench('n = 1e3', () => void summarize(thousand)),
    bench('n = 1e5', () => void summarize(hundredThousand)),
    bench('n = 1e6', () => void summarize(million)),
    { time: 200, iterations: 3, warmup: false },
  )
})

const thousand = series(1000)
const hundredThousand = series(100_000)
const million = series(1_000_000)
