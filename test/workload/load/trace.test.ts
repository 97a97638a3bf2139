import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plannedRate, type Schedule, scheduleOf, trace } from '../../../src/workload/load.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'llm-bench-trace-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function read(name: string, text: string, over: Partial<Parameters<typeof scheduleOf>[1]> = {}, speed = 1): Schedule {
  writeFileSync(join(root, name), text)
  return scheduleOf(trace(name, { speed }), { requests: null, durationMs: null, seed: 0, root, ...over })
}

const azure = `TIMESTAMP,ContextTokens,GeneratedTokens
2023-11-16 18:17:03.9799600,4808,10
2023-11-16 18:17:04.0319600,3180,8
2023-11-16 23:59:59.9999999,110,27
2023-11-17 00:00:00.0000000,7433,14
`

test('the Azure LLM inference trace is read with its dates, finer than a millisecond', () => {
  const { at, inputTokens, outputTokens } = read('azure.csv', azure)
  expect(at[0]).toBe(0)
  expect(at[1]).toBeCloseTo(52, 3)
  expect((at[3] as number) - (at[2] as number)).toBeCloseTo(0.0001, 3)
  expect([...(inputTokens ?? [])]).toEqual([4808, 3180, 110, 7433])
  expect([...(outputTokens ?? [])]).toEqual([10, 8, 27, 14])
})

test('dates with an offset count in one time zone', () => {
  const { at } = read(
    'azure-2024.csv',
    'TIMESTAMP,ContextTokens,GeneratedTokens\n2024-05-12 00:00:00.5+00:00,1,1\n2024-05-12 02:00:01+02:00,1,1\n',
  )
  expect([...at]).toEqual([0, 500])
})

test('BurstGPT is read in seconds, by the names of its columns, without its failed requests', () => {
  const { at, inputTokens, outputTokens } = read(
    'burstgpt.csv',
    'Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type\r\n5,ChatGPT,472,18,490,Conversation log\r\n45,ChatGPT,1087,230,1317,API log\r\n90,GPT-4,12,0,12,API log\r\n118,GPT-4,417,276,693,Conversation log\r\n',
  )
  expect([...at]).toEqual([0, 40_000, 113_000])
  expect([...(inputTokens ?? [])]).toEqual([472, 1087, 417])
  expect([...(outputTokens ?? [])]).toEqual([18, 230, 276])
})

test('Mooncake is read in milliseconds, and may leave the tokens out', () => {
  const mooncake = read(
    'mooncake.jsonl',
    '{"timestamp": 27000, "input_length": 6755, "output_length": 500, "hash_ids": [0, 1]}\n\n{"timestamp": 30052, "input_tokens": 7234, "output_tokens": 794}\n',
  )
  expect(mooncake).toEqual({
    at: Float64Array.of(0, 3052),
    inputTokens: Int32Array.of(6755, 7234),
    outputTokens: Int32Array.of(500, 794),
  })
  expect(read('bare.jsonl', '{"timestamp": 1}\n{"timestamp": 3}')).toEqual({
    at: Float64Array.of(0, 2),
    inputTokens: null,
    outputTokens: null,
  })
})

test('speed shortens the moments, and the wanted number or time ends the reading', () => {
  const lines = Array.from({ length: 10 }, (_, i) => `{"timestamp": ${i * 1000}}`).join('\n')
  const fast = read('a.jsonl', lines, {}, 4)
  expect([...fast.at].slice(0, 3)).toEqual([0, 250, 500])
  expect(plannedRate(trace('a.jsonl'), fast)).toBe(4)
  expect(read('a.jsonl', lines, { requests: 3 }).at).toHaveLength(3)
  expect(read('a.jsonl', lines, { durationMs: 2000 }, 4).at).toHaveLength(8)
  // What lies behind the wanted part is not read at all.
  expect(read('a.jsonl', `${lines}\nnonsense`, { requests: 10 }).at).toHaveLength(10)
})

test('a file larger than the block it is read by keeps every line whole', () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `{"timestamp": ${i}, "note": "Grüße für ${i}"}`)
  const { at } = read('large.jsonl', lines.join('\n'))
  expect(at).toHaveLength(60_000)
  expect(at.at(-1)).toBe(59_999)
})

test.for([
  ['none', null, 'none.csv" cannot be read (ENOENT): give a path relative to the project\'s root'],
  [
    'columns',
    'time,in,out\n1,2,3\n',
    'columns.csv:1: the columns are "time,in,out": give TIMESTAMP,ContextTokens,GeneratedTokens (Azure)',
  ],
  ['date', 'TIMESTAMP,ContextTokens,GeneratedTokens\nyesterday,1,1\n', 'date.csv:2: the timestamp is "yesterday"'],
  [
    'count',
    'TIMESTAMP,ContextTokens,GeneratedTokens\n1,x,1\n',
    'count.csv:2: the input tokens are "x": give a whole number',
  ],
  [
    'back',
    '{"timestamp": 5}\n{"timestamp": 4}',
    'back.csv:2: the timestamp lies before the one above: sort the file by time',
  ],
  [
    'mixed',
    '{"timestamp": 5}\n{"timestamp": 6, "input_length": 4}',
    'mixed.csv:2: token counts are in some lines and not in others',
  ],
  ['json', '{"timestamp": 5}\nx', 'json.csv:2: not a JSON object: give one a line'],
  ['field', '{"time": 5}', 'field.csv:1: the field timestamp is undefined: give milliseconds'],
  ['empty', '', 'empty.csv: no request with tokens in it'],
] as const)('a wrong trace is refused with the file and the line: %s', ([name, text, message]) => {
  const attempt = (): Schedule =>
    text === null
      ? scheduleOf(trace(`${name}.csv`), { requests: null, durationMs: null, seed: 0, root })
      : read(`${name}.csv`, text)
  expect(attempt).toThrow(message)
  expect(attempt).toThrow(expect.objectContaining({ code: 'invalid-workload' }))
})
