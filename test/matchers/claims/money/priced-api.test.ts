import { expect, test } from 'vitest'
import { price } from '../../../../src/cost/price.ts'
import { taskCost } from '../../../../src/cost/task/task-cost.ts'
import { matchers } from '../../../../src/matchers/index.ts'
import { measuredColumns } from '../../../../src/runs/subject.ts'
import { seededRandom } from '../../../../src/stats/random.ts'
import type { LlmRun } from '../../../../src/vitest/llm-run.ts'
import { failureOf } from '../../support/failure.ts'
import { constructedRun, storedResult } from '../../support/run-builder.ts'

expect.extend(matchers)

/** Executions of 100 to 1,000 input tokens at 1 USD per million, of which a fifth failed, all paid for. */
function taskRun(count: number, usdOf: (tokens: number) => number = (tokens) => tokens / 1e6): LlmRun {
  const random = seededRandom(5)
  const rows = Array.from({ length: count }, () => ({
    latency: 10,
    inputTokens: 100 + Math.floor(random() * 900),
    outputTokens: 1,
    failed: random() < 0.2,
  }))
  const usd = rows.map(({ inputTokens }) => usdOf(inputTokens))
  const cost = taskCost(
    rows.map(({ failed }, row) => ({
      state: failed ? ('failed' as const) : ('completed' as const),
      task: { steps: 1, calls: 1, usd: usd[row] ?? 0, models: ['big'], unpriced: [] },
    })),
  )
  const { target } = constructedRun([]).record
  const run = constructedRun(rows, { record: { cost, target: { ...target, kind: 'task', model: 'agent' } } })
  return { ...run, [measuredColumns]: { ...run[measuredColumns], taskUsd: () => Float64Array.from(usd) } }
}

const tenfold = price({ inputPerMTok: 10, outputPerMTok: 0.0001, name: 'tenfold' })

test('a saving of the same executions has the interval of the one cost over the other: neither failures nor lengths are in it', () => {
  const run = taskRun(40)
  // However long they were, each cost a tenth.
  expect(run).toSaveCostVs(tenfold, 0.899)
  expect(failureOf(() => expect(run).toSaveCostVs(tenfold, 0.901))).toMatch(
    /\(n = \d+, 90 % interval 90\.0 to 90\.0 %\): fail/u,
  )
  // Half of them cost twice as much a token.
  const mixed = taskRun(40, (tokens) => (tokens % 2 === 0 ? 1 : 2) * 1e-6 * tokens)
  expect(failureOf(() => expect(mixed).not.toSaveCostVs(tenfold, 0.86))).toContain('inconclusive')
  expect(mixed).toSaveCostVs(tenfold, 0.8)
})

test('of a result read back each end stands beside the worse one of the other side', () => {
  const stored = storedResult(taskRun(40))
  expect(stored).toSaveCostVs(tenfold, 0.8)
  expect(failureOf(() => expect(stored).not.toSaveCostVs(tenfold, 0.899))).toContain('inconclusive')
})

test('a cost is claimed by its interval over executions', () => {
  const run = taskRun(40)
  const { usdPerRequest = 0, interval } = run.record.cost ?? {}
  expect(run).toCostLessThan((interval?.high ?? 0) * 1.01)
  expect(failureOf(() => expect(run).not.toCostLessThan(usdPerRequest * 1.01))).toContain('inconclusive')
  expect(failureOf(() => expect(run).toCostLessThan((interval?.low ?? 0) * 0.99))).toMatch(/: fail$/mu)
  expect(failureOf(() => expect(taskRun(4)).not.toCostLessThan(1))).toContain('inconclusive')
})
