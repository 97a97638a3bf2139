import { expect, test } from 'vitest'
import { matchers } from '../../../../src/matchers/index.ts'
import { buildRun } from '../../../../src/runs/build-run.ts'
import { measuredColumns } from '../../../../src/runs/subject.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import type { LlmRun } from '../../../../src/vitest/llm-run.ts'
import { severalVectors, vectorsRun, vectorsSample } from '../../../support/items/vectors-samples.ts'
import { failureOf, refusalOf } from '../../support/failure.ts'
import { completedSample, runEnd, runHeader } from '../../../support/samples.ts'
import { constructedRun, repeated } from '../../support/run-builder.ts'

expect.extend(matchers)

function runOf(samples = severalVectors(60), changes: Partial<RunRecord> = {}): LlmRun {
  const { record, measured } = vectorsRun(samples)
  return { record: { ...record, ...changes }, [measuredColumns]: measured } as unknown as LlmRun
}

// 8 texts and 40 tokens each 25 ms.
const run = runOf()

test('texts and input tokens per second are claimed by name', () => {
  expect(run).toHaveThroughputAbove(300, { of: 'items' })
  expect(run).toHaveThroughputAbove(1500, { of: 'inputTokens' })
  expect(failureOf(() => expect(run).toHaveThroughputAbove(500, { of: 'items' }))).toMatch(
    /^expected throughput above 500 items\/s, observed 32\d items\/s \(n = 60 .* interval .* items\/s\): fail\n/u,
  )
})

test('output tokens per second are nothing that vectors have', () => {
  expect(refusalOf(() => expect(run).toHaveThroughputAbove(1))).toMatchObject({
    code: 'not-measured',
    message:
      "toHaveThroughputAbove: the run made vectors and generated no token: claim { of: 'items' }, or { of: 'inputTokens' }",
  })
})

test.for(['ttft', 'ttfv', 'tpot', 'interChunk', 'decodeSpeed', 'prefillSpeed'] as const)(
  'a claim about %s says that vectors have none, also negated',
  (of) => {
    for (const claim of [
      () => expect(run).toHaveP50Below(1000, { of }),
      () => expect(run).not.toHaveP50Below(1000, { of }),
    ])
      expect(refusalOf(claim)).toMatchObject({
        code: 'not-measured',
        message: expect.stringContaining(
          `${of} was not measured: the run made vectors, which have no first token and no time per token`,
        ) as string,
      })
  },
)

test('latency is claimed as of any request', () => {
  expect(run).toHaveP50Below(30)
  expect(run).not.toHaveP50Below(10)
})

test('input tokens that are unknown, and text, have no such rate', () => {
  const unknown = runOf(severalVectors(20, { tokens: { ...vectorsSample(0, 1).tokens, input: null } }))
  expect(refusalOf(() => expect(unknown).toHaveThroughputAbove(1, { of: 'inputTokens' }))).toMatchObject({
    message: expect.stringContaining('the input tokens of its answers are unknown') as string,
  })
  expect(
    refusalOf(() => expect(constructedRun(repeated(20, 40))).toHaveThroughputAbove(1, { of: 'items' })),
  ).toMatchObject({
    message: expect.stringContaining('the run generated text and has no items') as string,
  })
  expect(refusalOf(() => expect(run).toHaveThroughputAbove(1, { of: 'texts' as 'items' }))).toMatchObject({
    code: 'invalid-option',
  })
})

test('several launches keep no rates of items, and leave them open', () => {
  const [launch] = [
    { kind: 'launch', slot: 0, requests: 30, tokensPerSecond: null },
  ] as unknown as RunRecord['launches']
  const launches = [launch, { ...launch, slot: 1 }] as RunRecord['launches']
  const message = failureOf(() =>
    expect(runOf(severalVectors(60), { launches })).not.toHaveThroughputAbove(300, { of: 'items' }),
  )
  expect(message).toContain('inconclusive')
  expect(message).toContain('the run has 2 launches')
})

test('executions of a task per second are claimed by name, and its tokens by nobody', () => {
  const task = { steps: 1, calls: 0, usd: 0, models: [], unpriced: [] }
  const samples = Array.from({ length: 60 }, (_, index) => ({ ...completedSample(index * 40, 40), index, task }))
  const { record, measured } = buildRun(
    runHeader({ facts: { ...runHeader().facts, target: { ...runHeader().facts.target, kind: 'task' } } }),
    samples,
    runEnd,
  )
  const tasks = { record, [measuredColumns]: measured } as unknown as LlmRun
  expect(tasks).toHaveThroughputAbove(20, { of: 'tasks' })
  expect(failureOf(() => expect(tasks).toHaveThroughputAbove(30, { of: 'tasks' }))).toMatch(
    /^expected throughput above 30 tasks\/s, observed 25\.0 tasks\/s /u,
  )
  expect(refusalOf(() => expect(tasks).toHaveThroughputAbove(1)).message).toBe(
    "toHaveThroughputAbove: the run is of a task, whose tokens come within its calls: claim { of: 'tasks' }",
  )
  expect(refusalOf(() => expect(tasks).toHaveThroughputAbove(1, { of: 'items' })).message).toContain('of a task')
  expect(refusalOf(() => expect(run).toHaveThroughputAbove(1, { of: 'tasks' })).message).toBe(
    'toHaveThroughputAbove: the run is of no task(): leave { of } out, or claim what it made',
  )
})
