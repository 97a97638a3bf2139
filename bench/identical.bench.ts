import { describe, expect, profile, test } from 'vitest-llm-bench'

const comparisons = 20

// Two names for the same work, twenty times: how often is one called faster? `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('identical arms', () => {
  test('are hardly ever told apart', async ({ bench, model }) => {
    const llama = await model('synthetic:smollm2-135m@Q4_0')
    const words: string[] = []
    for (let comparison = 1; comparison <= comparisons; comparison++) {
      const options = { requests: 40, warmup: 1 }
      const work = llama.complete({ tokens: 8 }, { maxTokens: 6, ignoreEos: true })
      const result = await bench.compare(
        bench(`a${comparison}`, options, work),
        bench(`b${comparison}`, options, work),
      )
      words.push(wordFor(result.get(`a${comparison}`), result.get(`b${comparison}`)))
    }
    const apart = words.filter((word) => word !== 'neither').length
    process.stdout.write(`\nidentical arms compared ${comparisons} times: told apart ${apart} times\n`)
    expect(apart).toBeLessThanOrEqual(2)
  })
})

/** What the interval says of two runs, without making claims of it. */
function wordFor(a: unknown, b: unknown): 'faster' | 'slower' | 'neither' {
  if (stands(() => expect(a).toOutperform(b))) return 'faster'
  return stands(() => expect(b).toOutperform(a)) ? 'slower' : 'neither'
}

function stands(claim: () => void): boolean {
  try {
    claim()
    return true
  } catch {
    return false
  }
}
