import { describe, expect, profile, test } from 'vitest-llm-bench'
import { samplesToPass } from '../src/stats/intervals/binomial.ts'
import { seededRandom } from '../src/stats/random.ts'
import { SequentialShareTest } from '../src/stats/sequential/sequential.ts'

const percentiles = [50, 90, 95, 99]
const most = 20_000

/** Samples until the test knows, for a true share of bad ones. */
function samplesFor(percentile: number, badShare: number, seed: number): number {
  const random = seededRandom(seed)
  const sequential = new SequentialShareTest(1 - percentile / 100, 0.05)
  while (sequential.state === 'open' && sequential.n < most) sequential.add(random() < badShare)
  return sequential.n
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

// What stopping early costs and gains against a fixed plan: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('sampling until it is decided', () => {
  test('samples needed, against the fewest a fixed plan can do with', () => {
    const rows = percentiles.map((percentile) => {
      const fixed = samplesToPass(percentile / 100, 0, 0.05)
      const clean = samplesFor(percentile, 0, 1)
      const clear = Array.from({ length: 200 }, (_, seed) => samplesFor(percentile, 0.5, seed + 1))
      return {
        percentile,
        fixed,
        clean,
        ratio: clean / fixed,
        'half bad (median)': percentile === 50 ? null : median(clear),
      }
    })
    process.stdout.write(`\n${rows.map((row) => JSON.stringify(row)).join('\n')}\n`)
    for (const { ratio, clean, percentile } of rows) {
      expect(ratio).toBeLessThanOrEqual(1.61)
      if (percentile === 95) expect(clean).toBeLessThanOrEqual(95)
      if (percentile === 99) expect(clean).toBeLessThanOrEqual(480)
    }
  })
})
