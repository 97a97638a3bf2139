import { describe, expect, type LlmRun, profile, test } from 'vitest-llm-bench'
import { armsOf, pairedBlocks } from '../src/matchers/claims/paired-runs.ts'
import { type BandPosition, bandPosition } from '../src/stats/tests/equivalence.ts'
import { pairedRatio } from '../src/stats/intervals/paired-ratio.ts'

const comparisons = 20

// Two names for the same work, twenty times: how often is one called faster? `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('identical arms', () => {
  test('are hardly ever told apart', async ({ bench, model }) => {
    const llama = await model('synthetic:smollm2-135m@Q4_0')
    const words: BandPosition[] = []
    for (let comparison = 1; comparison <= comparisons; comparison++) {
      const options = { requests: 40, warmup: 1 }
      const work = llama.complete({ tokens: 8 }, { maxTokens: 6, ignoreEos: true })
      const result = await bench.compare(bench(`a${comparison}`, options, work), bench(`b${comparison}`, options, work))
      words.push(wordFor(result.get(`a${comparison}`), result.get(`b${comparison}`)))
    }
    const apart = words.filter((word) => word === 'below' || word === 'above').length
    process.stdout.write(
      `\nidentical arms compared ${comparisons} times: told apart ${apart} times, shown equal ${words.filter((word) => word === 'inside').length} times\n`,
    )
    expect(apart).toBeLessThanOrEqual(2)
  })
})

/** What the interval says of two runs, whatever the policy for open claims is. */
function wordFor(a: LlmRun, b: LlmRun): BandPosition {
  const arms = armsOf(a, b, 'identical')
  const { ours, theirs } = pairedBlocks(arms, 'latency', 'identical')
  const ratio = pairedRatio(ours, theirs, 0.9, 0.05, 1)
  return ratio === null ? 'open' : bandPosition(ratio, 0.05)
}
