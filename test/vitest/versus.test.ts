import { expect, test } from 'vitest'
import { versusOf } from '../../src/vitest/versus.ts'
import { subjectOf } from '../../src/runs/subject.ts'
import { seededRandom } from '../../src/stats/random.ts'
import type { LlmRun } from '../../src/vitest/llm-run.ts'
import { constructedArms, repeated } from '../matchers/support/run-builder.ts'

function arms(ratio: number, pairs = 25): { ours: LlmRun; theirs: LlmRun } {
  const random = seededRandom(5)
  const blocks = (scale: number) =>
    Array.from({ length: pairs }, () => Array.from({ length: 8 }, () => scale * (36 + 8 * random())))
  return constructedArms({ ours: blocks(ratio), theirs: blocks(1) })
}

function told({ ours, theirs }: ReturnType<typeof arms>) {
  const [one, other] = [subjectOf(ours), subjectOf(theirs)]
  if (one === null || other === null) throw new TypeError('these are no runs')
  return versusOf(one, other)
}

test('an arm is faster, slower or the same beside the first, by the interval that matchers judge', () => {
  const pair = arms(0.8)
  expect(told(pair)).toMatchObject({
    run: pair.theirs.record.id,
    name: 'theirs',
    metric: 'latency',
    word: 'faster',
    band: 0.05,
    doubts: [],
  })
  expect(told(pair)?.ratio).toBeCloseTo(0.798, 2)
  expect(told({ ours: pair.theirs, theirs: pair.ours })?.word).toBe('slower')
  expect(told(arms(1))?.word).toBe('same')
  expect(told(arms(0.95, 8))).toMatchObject({ word: 'inconclusive', needed: expect.any(Number) })
})

test('what is in doubt about either arm leaves it open, with whose it is', () => {
  const { ours, theirs } = arms(0.8)
  const checks = [
    { id: 'gpu-unused', status: 'invalid' as const, protects: ['all'], message: 'no layer: set gpuLayers' },
  ]
  const broken = { ...theirs, record: { ...theirs.record, checks } }
  expect(told({ ours, theirs: broken })).toMatchObject({
    word: 'inconclusive',
    doubts: ['in "theirs" the check gpu-unused is invalid: no layer: set gpuLayers'],
  })
})

test('under an open load it is the response, and too few blocks are told so', () => {
  const { ours, theirs } = arms(0.8)
  const open = (run: LlmRun): LlmRun => ({
    ...run,
    record: { ...run.record, load: { ...run.record.load, kind: 'open' } },
  })
  expect(told({ ours: open(ours), theirs: open(theirs) })?.metric).toBe('response')
  const few = constructedArms({ ours: [repeated(8, 40)], theirs: [repeated(8, 80)] })
  expect(told(few)).toMatchObject({ word: 'inconclusive', interval: null })
})
