import { describe, expect, profile, test } from 'vitest-llm-bench'
import { figuresOf, trueRate } from '../test/support/queue.ts'

const limits = [3, 4, 5]
const searches = 400
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

// The table of docs/load-search.md; `npm run bench -- --mode overhead bench/load-search.bench.ts` takes a minute.
describe.runIf(profile === 'overhead')('a search by rate', () => {
  test('rarely says more than a queue can do', { timeout: 1_200_000 }, async () => {
    const above: number[] = []
    for (const limit of limits) {
      const truth = trueRate(limit, 1_000_000)
      const found = await figuresOf(limit, truth, searches)
      above.push(found.above)
      const shares = [found.above, found.below, found.none].map(percent)
      process.stdout.write(`| ${[limit, truth.toFixed(2), ...shares, found.requests].join(' | ')} |\n`)
    }
    expect(Math.max(...above)).toBeLessThan(0.1)
  })
})
