import { expect, test } from 'vitest'
import { columnsOf } from '../../src/samples/columns.ts'
import { chunkFacts, type MeasuredRequest } from '../../src/samples/facts.ts'
import { asFailed } from '../../src/samples/journal.ts'
import { RequestTable } from '../../src/samples/request-table.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { failedRequest } from '../support/endpoint-samples.ts'
import { completedSample } from '../support/samples.ts'

/** Every field that a request of any kind has, as its row tells it. */
const names = [
  'state',
  'index',
  'phase',
  'slot',
  'stream',
  'turn',
  'intended',
  'sent',
  'end',
  'firstChunk',
  'first',
  'firstVisible',
  'hiddenTokens',
  'firstTokens',
  'tokens',
  'asked',
  'http',
  'engine',
  'model',
  'finish',
  'unended',
  'failure',
] as const

function tableOf(samples: readonly Sample[]): RequestTable {
  const table = new RequestTable()
  for (const sample of samples) table.add(sample)
  return table
}

/** A row as an object with the fields that are there. */
function told(request: MeasuredRequest): Record<string, unknown> {
  const fields = request as unknown as Record<string, unknown>
  const isOfAnswers = (name: string): boolean => /^(first|hidden)/.test(name)
  return Object.fromEntries(
    names
      .filter((name) => fields[name] !== undefined && !(request.state === 'failed' && isOfAnswers(name)))
      .map((name) => [name, fields[name]]),
  )
}

const http = { connectMs: null, status: 200, retryAfterSeconds: null } as const
const samples: Sample[] = [
  { ...completedSample(0.1 + 0.2, 10), index: 7, stream: 3, slot: 2 },
  { ...completedSample(1, 10), firstChunk: 1.5, turn: 0, asked: { input: 5, output: null } },
  { ...completedSample(2, 10), firstChunk: null, first: null, firstVisible: null, firstTokens: null, turn: 1 },
  { ...completedSample(3, 10), http: { ...http, connectMs: 2.25, retried: true }, model: 'a', unended: true },
  { ...completedSample(4, 10), http, engine: { promptTokens: 1, promptMs: 2.5, decodeTokens: 3, decodeMs: 0 } },
  { ...completedSample(5, 10), tokens: { input: null, output: 9, cached: null, reasoning: 4, source: 'chunks' } },
  { ...completedSample(6, 10), tokens: { ...completedSample(6, 1).tokens, nonsense: 'prompt_tokens -5' } },
  failedRequest(7, 'http-status', 'status 429'),
  { ...failedRequest(8, 'reset', 'gone'), http: { ...http, status: null } },
]

test('a row tells what its sample does, but the answer', () => {
  const rows = [...tableOf(samples).rows()]
  expect(rows.map(told)).toEqual(
    samples.map(({ chunkTimes: _chunks, text: _text, reasoning: _reasoning, toolCalls: _calls, ...facts }) => facts),
  )
  expect(rows.map(({ chunks }) => chunks)).toEqual(samples.map(chunkFacts))
})

test('columns are those of the samples, over any number of them', () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({ ...samples[index % samples.length], index }) as Sample)
  const table = tableOf(many)
  expect(table.columns()).toEqual(columnsOf(many))
  expect([...table.rows()].map(({ index }) => index)).toEqual(many.map(({ index }) => index))
})

test('facts that few requests have are kept, however many do', () => {
  const many = Array.from({ length: 3000 }, (_, index) => ({
    ...completedSample(index, 5),
    index,
    http: { ...http, connectMs: index % 2 === 0 ? index / 4 : null },
  }))
  expect([...tableOf(many).rows()].map((row) => row.http?.connectMs)).toEqual(
    many.map((sample) => sample.http.connectMs),
  )
})

test('what is kept does not grow with answers, nor with the number of requests that are of one kind', () => {
  const many = Array.from({ length: 500 }, (_, index) => ({
    ...completedSample(index * 3, 5 + index),
    index,
    text: `answer ${index}`,
    reasoning: `thought ${index}`,
    toolCalls: `[${index}]`,
  }))
  const table = tableOf(many)
  expect(new Set(Array.from(many, (_, row) => table.kind(row))).size).toBe(1)
})

test('a request takes the place of what it turned out to be', () => {
  const table = tableOf(samples)
  const failed = asFailed(samples[1] as Sample, { class: 'invalid-answer', message: 'no JSON' })
  table.replace(1, failed)
  expect(table.row(1).state).toBe('failed')
  expect(table.columns()).toEqual(columnsOf(samples.with(1, failed)))
  expect(table.row(1).chunks).toEqual(chunkFacts(samples[1] as Sample))
})

test('chunks are counted by their reads', () => {
  expect(chunkFacts({ text: '', chunkTimes: [] })).toEqual({ count: 0, medianGapMs: 0, reads: 1, unseenTokens: 1 })
  expect(chunkFacts({ text: 'five', chunkTimes: [1, 1.1, 3.1, 3.2, 9] })).toEqual({
    count: 5,
    medianGapMs: expect.closeTo(1.05, 9),
    reads: 3,
    unseenTokens: 1,
  })
})
