import { describe, expect, profile, test } from 'vitest-llm-bench'
import { tallyOf, wordsOf } from '../support/real-verdicts.ts'

const limitMs = 3_600_000
/** A twentieth is the limit of each comparison, a tenth is what the slowed server takes more. */
const slower = 1.1

const model = (pairs: number): string => `
import { test } from 'vitest-llm-bench'
for (let pair = 0; pair < ${pairs}; pair++) {
  test('pair ' + pair, async ({ bench, model }) => {
    const llama = await model('synthetic:micro', { threads: 1, backend: 'cpu' })
    const answer = llama.complete('Why is the sky blue?', { maxTokens: 32, ignoreEos: true })
    const options = { launches: 3, requests: 60 }
    await bench.compare(bench('a ' + pair, options, answer), bench('b ' + pair, options, answer))
  })
}
`

const mock =
  (times: number) =>
  (pairs: number): string =>
    `
import { concurrent, test } from 'vitest-llm-bench'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'
for (let pair = 0; pair < ${pairs}; pair++) {
  test('pair ' + pair, async ({ bench, endpoint }) => {
    const measure = async (name, times) => {
      const server = await spawnMockServer({ ttft: 30 * times, interToken: 2 * times, tokens: 6, jitter: 0.05 })
      const answer = endpoint(server.url).chat('Why is the sky blue?', { maxTokens: 6 })
      await bench(name + ' ' + pair, { requests: 60, load: concurrent(4) }, answer).run()
      await server.close()
    }
    const arms = [['a', 1], ['b', ${times}]]
    for (const [name, factor] of pair % 2 === 0 ? arms : arms.toReversed()) await measure(name, factor)
  })
}
`

// Words of docs/verdicts.md. With VERDICTS_FILE=<path> what was made is kept there, and a later call goes on.
describe.runIf(profile === 'overhead')('words of real comparisons', () => {
  test('a model against itself, 3 launches each', { timeout: limitMs }, async () => {
    const words = await wordsOf({ name: 'micro', comparisons: 40, chunk: 4, benchFile: model })
    process.stdout.write(`\nmicro, a/a: ${tallyOf(words)}\n`)
    const falseWords = words.filter((word) => word !== 'same' && word !== 'inconclusive')
    expect(falseWords.length).toBeLessThanOrEqual(5)
  })

  test('a mock server against itself', { timeout: limitMs }, async () => {
    const words = await wordsOf({ name: 'mock', comparisons: 100, chunk: 10, benchFile: mock(1) })
    process.stdout.write(`\nmock server, a/a: ${tallyOf(words)}\n`)
    const right = words.filter((word) => word !== 'regressed' && word !== 'inconclusive')
    expect(right.length).toBeGreaterThanOrEqual(90)
  })

  test('a mock server that is slower by a tenth', { timeout: limitMs }, async () => {
    const words = await wordsOf({ name: 'mock slower', comparisons: 100, chunk: 10, benchFile: mock(slower) })
    process.stdout.write(`\nmock server, 10 % slower: ${tallyOf(words)}\n`)
    expect(words.filter((word) => word === 'regressed').length).toBeGreaterThanOrEqual(90)
  })
})
