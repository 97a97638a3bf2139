import { describe, expect, profile, test } from 'vitest-llm-bench'
import { type Cell, compareArms } from '../test/stats/launches/comparisons.ts'

const spreads = [0, 0.01, 0.03, 0.05]
const comparisons = 8000

/** Rows of the table, each a way to compare two arms. */
const rows: readonly (Pick<Cell, 'launches' | 'floor'> & { readonly words: string; readonly requests: number })[] = [
  { words: '3 launches each, 200 requests in each', launches: 3, requests: 200 },
  { words: '5 launches each, 200 requests in each', launches: 5, requests: 200 },
  { words: '10 launches each, 200 requests in each', launches: 10, requests: 200 },
  { words: '1 launch each of 200, floor of 5 launches', launches: 1, requests: 200, floor: { launches: 5 } },
  { words: '1 launch each of 200, floor of 10 launches', launches: 1, requests: 200, floor: { launches: 10 } },
  {
    words: '1 launch each of 200, floor of 10 launches of 50',
    launches: 1,
    requests: 200,
    floor: { launches: 10, requests: 50 },
  },
]

const cell = (share: number): string => `${(share * 100).toFixed(1)} %`

// The table of docs/verdicts.md; `npm run bench -- --mode overhead bench/launch-coverage.bench.ts` takes minutes.
describe.runIf(profile === 'overhead')('launches as the unit', () => {
  test('intervals cover what they say, whatever the spread between launches is', { timeout: 3_600_000 }, () => {
    const covered: number[] = []
    const lines = rows.map(({ words, ...arms }) => {
      const cells = spreads.map((spread) => {
        const same = compareArms({ comparisons, spread, ...arms })
        const edge = compareArms({ comparisons: comparisons / 4, spread, ...arms, ratio: 1.05 })
        covered.push(same.covered)
        return `${cell(same.covered)}, ${cell(same.regressed)}, ${cell(edge.regressed)}`
      })
      return `| ${[words, ...cells].join(' | ')} |`
    })
    process.stdout.write(`\n${lines.join('\n')}\n`)
    expect(Math.min(...covered)).toBeGreaterThanOrEqual(0.88)
  })
})
