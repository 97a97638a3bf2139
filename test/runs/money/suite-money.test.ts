import { expect, test } from 'vitest'
import { price } from '../../../src/cost/price.ts'
import type { Price } from '../../../src/cost/priced.ts'
import { suiteMoneyFor, suiteSpent } from '../../../src/runs/money/suite-money.ts'
import type { TargetFacts } from '../../../src/targets/target.ts'
import { task } from '../../../src/targets/task/task.ts'
import { workloadOf } from '../../../src/targets/workload.ts'
import { oneClient } from '../../../src/workload/load.ts'

const money = { limitUsd: 1, hold: async () => ({ usd: 1, spentUsd: 0, settle: async () => {} }) }

/** Facts of a task with this option `price`. */
async function factsOf(own?: Price | Record<string, Price>): Promise<TargetFacts> {
  const workload = workloadOf(task('asks', () => 'done', { price: own }))
  if (workload === null) throw new Error('no workload')
  const { target, request } = workload
  const driver = await target.open(request, oneClient)
  driver.close()
  return driver.facts
}

test('a task takes of the money of all, unless its one price is 0 throughout', async () => {
  const free = price({ inputPerMTok: 0, outputPerMTok: 0 })
  const thinks = price({ inputPerMTok: 0, outputPerMTok: 0, reasoningPerMTok: 1 })
  expect(suiteMoneyFor(await factsOf(), money)).toBe(money)
  expect(suiteMoneyFor(await factsOf(free), money)).toBeNull()
  expect(suiteMoneyFor(await factsOf({ small: free }), money)).toBe(money)
  const long = price({
    inputPerMTok: 0,
    outputPerMTok: 0,
    tiers: [{ aboveInputTokens: 9, inputPerMTok: 1, outputPerMTok: 0 }],
  })
  for (const own of [thinks, long]) expect(suiteMoneyFor(await factsOf(own), money)).toBe(money)
})

test('who was not begun reads how to go on', async () => {
  const facts = await factsOf()
  const said = (kind: TargetFacts['target']['kind']): string =>
    suiteSpent('mine', { target: { ...facts.target, kind } }, { limitUsd: 1, spentUsd: 0.9 }).message
  expect(said('endpoint')).toMatch(/^bench "mine" was not begun: .* stays; raise llmBench\(\{ maxUsd \}\)$/u)
  expect(said('task')).toContain(
    'raise llmBench({ maxUsd }), or say that no call of this task costs anything: ' +
      'task(name, execute, { price: price({ inputPerMTok: 0, outputPerMTok: 0 }) })',
  )
})
