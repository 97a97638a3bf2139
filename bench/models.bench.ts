import { existsSync } from 'node:fs'
import { describe, expect, type NamedChoice, profile, test } from 'vitest-llm-bench'
import { realModel } from '../scripts/real-servers/places.ts'

const minutes = 60_000
const smollm2 = existsSync(realModel.file()) ? realModel.file() : 'synthetic:smollm2-135m@Q4_0'

/** One thread each: they share the cores, and those of one that waits spin. */
function one(name: string, spec: string): NamedChoice {
  return { name, spec, backend: 'cpu', threads: 1 }
}

const three = [
  one('tinyllama-1.1b', 'synthetic:tinyllama-1.1b@Q4_0'),
  one('gpt2-xl', 'synthetic:gpt2-xl@Q4_0'),
  one('smollm2-135m', smollm2),
]
const five = [...three, one('micro', 'synthetic:micro'), one('llama-3.2-1b', 'synthetic:llama-3.2-1b@Q4_0')]
const plan = { rounds: 5, requests: 1, warmup: 1, budget: 5 * minutes }

// Several models side by side, each alone and together: `npm run bench -- --mode full`.
describe.runIf(profile === 'full')('several models', () => {
  test('three models', { timeout: 15 * minutes }, async ({ models }) => {
    const { measure } = await models(three)
    const measured = await measure(
      'three models',
      (model) => model.complete({ tokens: 8 }, { maxTokens: 4, ignoreEos: true }),
      plan,
    )
    for (const { together } of measured.models) expect(together).toHaveSuccessRateAbove(0.5)
    // On two cores each of three gets two thirds of one at the least, had it nothing to wait for but the processor.
    expect(measured.of('smollm2-135m')).toSlowDownBy('all', { atMost: 9 })
  })

  test('five models', { timeout: 15 * minutes }, async ({ models }) => {
    const { measure } = await models(five)
    const measured = await measure(
      'five models',
      (model) => model.complete({ tokens: 8 }, { maxTokens: 4, ignoreEos: true }),
      plan,
    )
    for (const { together } of measured.models) expect(together).toHaveSuccessRateAbove(0.5)
  })
})
