import { expect, test } from 'vitest'
import type { AskedBlock } from '../../../src/block/block.ts'
import type { RecordedAnswer } from '../../../src/targets/recorded/recording-format.ts'
import { recordedAnswer, replayedSample } from '../../../src/targets/recorded/recorded-answer.ts'
import { replayBlock } from '../../../src/targets/recorded/replay-block.ts'
import type { Prompt } from '../../../src/workload/prompt.ts'
import { completedSample } from '../../support/samples.ts'

const answer = (latency: number): RecordedAnswer => recordedAnswer(completedSample(1000, latency), 'request')
const text: Prompt = { kind: 'text', text: 'Why?' }

function block(load: AskedBlock['load'], units: number): AskedBlock {
  return { phase: 'measured', slot: 2, firstIndex: 5, units, load, budgetMs: 1000, maxUsd: null, journal: null }
}

test('an answer has the times, texts and counts that it had, wherever it is placed', () => {
  const sample = { ...completedSample(1000.25, 40), intended: 1000, over: 1050, text: 'said', reasoning: 'thought' }
  const place = { index: 7, phase: 'measured', slot: 1, stream: 3, intended: 9000 } as const
  const replayed = replayedSample(recordedAnswer(sample, 'request'), place)
  expect(replayed).toMatchObject({
    ...place,
    sent: 9000.25,
    end: 9040.25,
    over: 9050,
    text: 'said',
    reasoning: 'thought',
  })
  expect(replayed.chunkTimes.map((moment) => moment - replayed.sent)).toEqual([10, 20, 30, 40])
  expect(replayed.tokens).toEqual(sample.tokens)
})

test('a failure stays one, and an answer without times takes none', () => {
  const failed = { ...completedSample(0, 30), state: 'failed', failure: { class: 'reset', message: 'gone' } } as const
  const place = { index: 0, phase: 'measured', slot: 0, stream: 0, intended: 500 } as const
  expect(replayedSample(recordedAnswer(failed, 'a'), place)).toMatchObject({
    state: 'failed',
    end: 530,
    failure: { class: 'reset', message: 'gone' },
  })
  expect(replayedSample({ ...answer(30), times: null }, place)).toMatchObject({ sent: 500, end: 500, first: null })
})

test('clients of a closed load go on when their last answer is over, and all end with the budget', () => {
  const load = { kind: 'closed', firstSends: [0, 10] } as const
  const took: number[] = []
  const { samples, end, endedBy } = replayBlock(
    block(load, 4),
    100,
    () => text,
    (index) => {
      took.push(index)
      return [answer(index === 5 ? 100 : 40)]
    },
  )
  expect(took).toEqual([5, 6, 7, 8])
  expect(samples.map(({ stream, sent }) => [stream, sent])).toEqual([
    [0, 100],
    [1, 110],
    [1, 150],
    [1, 190],
  ])
  expect(samples.every(({ slot, phase }) => slot === 2 && phase === 'measured')).toBe(true)
  expect([end, endedBy]).toEqual([230, 'requests'])
  const cut = replayBlock(
    block(load, 1000),
    0,
    () => text,
    () => [answer(400)],
  )
  expect(cut.endedBy).toBe('budget')
  expect(cut.samples).toHaveLength(6)
})

test('an open load has its moments, and turns of a conversation follow each other with the time to think', () => {
  const load = {
    kind: 'open',
    at: Float64Array.of(0, 5, 200),
    maxConcurrency: null,
    inputTokens: null,
    outputTokens: null,
  } as const
  const open = replayBlock(
    block(load, 3),
    100,
    () => text,
    () => [answer(50)],
  )
  expect(open.samples.map(({ intended, stream }) => [intended, stream])).toEqual([
    [100, 0],
    [105, 1],
    [300, 0],
  ])
  const talk: Prompt = { kind: 'conversation', system: null, turns: ['a', 'b'], thinkMs: 7 }
  const turns = [
    { ...answer(50), turn: 0, unit: 0 },
    { ...answer(50), turn: 1, unit: 0 },
  ]
  const { samples } = replayBlock(
    block({ kind: 'closed', firstSends: [0] }, 1),
    0,
    () => talk,
    () => turns,
  )
  expect(samples.map(({ turn, sent }) => [turn, sent])).toEqual([
    [0, 0],
    [1, 57],
  ])
})
