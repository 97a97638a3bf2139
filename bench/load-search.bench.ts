import { describe, expect, profile, test } from 'vitest-llm-bench'
import { figuresOf, type SearchFigures, trueRate } from '../test/support/queue.ts'

const limits = [3, 4, 5]
/** Seeds from which 400 searches are made each: others than those by which the length of a level was chosen. */
const firstSeeds = [10_001, 20_001, 30_001]
const searches = 400
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

// The table of docs/load-search.md; `npm run bench -- --mode overhead bench/load-search.bench.ts` takes two minutes.
describe.runIf(profile === 'overhead')('a search by rate', () => {
  test('rarely says more than a queue can do', { timeout: 1_200_000 }, async () => {
    const above: number[] = []
    for (const limit of limits) {
      const truth = trueRate(limit, 1_000_000)
      const sets: SearchFigures[] = []
      for (const seed of firstSeeds) sets.push(await figuresOf(limit, truth, searches, seed))
      const mean = (of: keyof SearchFigures): number => sets.reduce((sum, set) => sum + set[of] / sets.length, 0)
      above.push(...sets.map((set) => set.above))
      const shares = [mean('above'), mean('below'), mean('none')].map(percent)
      process.stdout.write(`| ${[limit, truth.toFixed(2), ...shares, Math.round(mean('requests'))].join(' | ')} |\n`)
    }
    expect(Math.max(...above)).toBeLessThan(0.1)
  })
})
