import { expect, test } from 'vitest'
import { matchers } from '../../../../src/matchers/index.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import type { LlmRun } from '../../../../src/vitest/llm-run.ts'
import { failureOf } from '../../support/failure.ts'
import { constructedRun } from '../../support/run-builder.ts'

expect.extend(matchers)

/** A run that is paid a dollar for a million output tokens, of answers that are as long as they are given. */
function paidRun(name: string, lengths: readonly number[], record: Partial<RunRecord> = {}): LlmRun {
  const usd = lengths.reduce((sum, length) => sum + length, 0) / lengths.length / 1e6
  const part = { label: 'output tokens', value: usd, unit: 'USD', provenance: 'declared', derived: false } as const
  return constructedRun(
    lengths.map((outputTokens) => ({ latency: 10, outputTokens })),
    {
      record: {
        id: name,
        name,
        cost: { basis: 'tokens', usdPerRequest: usd, interval: null, kind: 'declared', parts: [part], unknown: [] },
        ...record,
      },
    },
  )
}

const { workload, target, cost } = paidRun('any', [1]).record
const lengths = (mean: number, count = 40): number[] =>
  Array.from({ length: count }, (_, place) => mean + ((place % 7) - 3) * (5 + 5 * (place % 3)))

test('of two runs that are paid by their tokens each cost is of a sample', () => {
  const large = paidRun('large', lengths(200))
  expect(paidRun('small', lengths(100))).toSaveCostVs(large, 0.2)
  expect(paidRun('dear', lengths(400))).not.toSaveCostVs(large, 0)
  expect(failureOf(() => expect(paidRun('alike', lengths(190))).not.toSaveCostVs(large, 0.049))).toMatch(
    /90 % interval -[\d.]+ to [\d.]+ %\): inconclusive/u,
  )
})

test('a few requests of either settle nothing', () => {
  const few = paidRun('few', [100, 101, 99])
  const reason = 'too few requests of "few" to tell what others would cost: measure 5 at least, better 20'
  expect(failureOf(() => expect(few).not.toSaveCostVs(paidRun('large', lengths(200)), 0.4))).toContain(reason)
  expect(failureOf(() => expect(paidRun('small', lengths(50))).not.toSaveCostVs(few, 0.4))).toContain(reason)
})

test('runs that were not asked the same settle no saving, however many asked at a time', () => {
  const small = paidRun('small', lengths(100), { workload: { ...workload, maxTokens: 16 } })
  const large = paidRun('large', lengths(400), { workload: { ...workload, maxTokens: 400 } })
  expect(failureOf(() => expect(small).not.toSaveCostVs(large, 0.6))).toContain(
    'inconclusive: the two runs were not asked the same: maxTokens 16 here, 400 there; ' +
      'give both the same prompts and limits',
  )
  const busy = { ...small.record.load, concurrency: 8 }
  expect(paidRun('busy', lengths(100), { load: busy })).toSaveCostVs(paidRun('large', lengths(400)), 0.6)
})

test('a model that takes no temperature is asked as much as one that has one', () => {
  const fields = [{ name: 'temperature', sentAs: null }] as never
  const large = paidRun('large', lengths(400), { target: { ...target, fields } })
  expect(paidRun('small', lengths(100))).toSaveCostVs(large, 0.6)
})

test('executions of a task whose costs nobody kept settle no saving', () => {
  const agent = { ...target, kind: 'task', model: 'agent' } as const
  const own = cost === null ? null : { ...cost, usdPerRequest: 1e-5 }
  const task = paidRun('agent', lengths(100), { target: agent, cost: own })
  const reason = 'nobody can tell by how much the executions of "agent" differ in cost: measure it again'
  expect(failureOf(() => expect(task).not.toSaveCostVs(paidRun('large', lengths(200)), 0.5))).toContain(reason)
  expect(failureOf(() => expect(paidRun('small', lengths(1))).not.toSaveCostVs(task, 0.5))).toContain(reason)
})
