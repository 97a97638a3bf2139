import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Driver } from '../../../src/targets/target.ts'
import { remoteFacts } from '../../../src/targets/remote-facts.ts'
import { AnswerPool } from '../../../src/targets/recorded/answer-pool.ts'
import { recordedAnswer } from '../../../src/targets/recorded/recorded-answer.ts'
import { recordingDriver } from '../../../src/targets/recorded/recording-driver.ts'
import { addToRecording, readRecording } from '../../../src/targets/recorded/recording-file.ts'
import type { RecordedRun, RecordingHeader } from '../../../src/targets/recorded/recording-format.ts'
import { completedSample } from '../../support/samples.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'llm-bench-recording-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const header: RecordingHeader = {
  type: 'vitest-llm-bench recording',
  format: 1,
  writtenAt: '2026-11-20T10:00:00.000Z',
  model: 'gpt-4o',
  origin: 'https://api.example.com',
  versions: { package: '0.2.0', node: '24.0.0' },
}

function runOf(requests: readonly string[], load = '1 client', recordedAt = '2026-11-20T10:00:00.000Z'): RecordedRun {
  const answers = requests.map((request, index) => recordedAnswer(completedSample(index * 100, 50 + index), request))
  return { type: 'run', recordedAt, load, engine: null, fields: [], asked: null, conditions: null, answers }
}

test('a run takes the place of the same requests under the same load, and leaves what else there is', () => {
  const path = join(folder, 'deep/api.jsonl')
  addToRecording(path, header, runOf(['a', 'a', 'b']))
  addToRecording(path, header, runOf(['a'], '4 clients'))
  addToRecording(path, header, runOf(['a', 'c']))
  const { runs } = readRecording(path)
  expect(runs.map(({ load, answers }) => [load, answers.map(({ request }) => request).join('')])).toEqual([
    ['1 client', 'b'],
    ['4 clients', 'a'],
    ['1 client', 'ac'],
  ])
  expect(readdirSync(join(folder, 'deep'))).toEqual(['api.jsonl'])
})

test('a file of another model or origin is left alone', () => {
  const path = join(folder, 'api.jsonl')
  addToRecording(path, header, runOf(['a']))
  const before = readFileSync(path, 'utf8')
  for (const other of [{ model: 'other' }, { origin: 'http://127.0.0.1:1' }])
    expect(() => addToRecording(path, { ...header, ...other }, runOf(['a']))).toThrow(
      'record into another file, or delete this one',
    )
  expect(readFileSync(path, 'utf8')).toBe(before)
})

test('what is no recording is told by its line, whatever it is', () => {
  const path = join(folder, 'broken.jsonl')
  addToRecording(path, header, runOf(['a', 'b']))
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  const broken: readonly (readonly [string, number])[] = [
    ['', 1],
    ['{}', 1],
    ['[1]\n', 1],
    [JSON.stringify({ ...header, format: 2 }), 1],
    [`${lines[0]}\n${lines[2]}`, 2],
    [`${lines.slice(0, 3).join('\n')}\n{"type":"answer","request":"a","times":{"wait":"x"}}`, 4],
    [`${lines.slice(0, 2).join('\n')}\n{"type":`, 3],
  ]
  for (const [text, line] of broken) {
    writeFileSync(path, text)
    expect(() => readRecording(path), text).toThrow(`line ${line}: it is none of a recording of format 1`)
  }
  expect(() => readRecording(folder)).toThrow('cannot be read')
  expect(() => readRecording(join(folder, 'none.jsonl'))).toThrow('is not there: record it once')
})

test('each answer is taken once, those of the same load first; a request without one is an error', () => {
  const recording = { header, runs: [runOf(['a', 'b'], '4 clients', '2026-11-19T10:00:00.000Z'), runOf(['a', 'a'])] }
  const pool = new AnswerPool('api.jsonl', recording, ['a', 'b'], '1 client')
  expect(pool.peek('a')).toHaveLength(1)
  expect([pool.take('a'), pool.take('a')].map(([answer]) => answer?.times?.end)).toEqual([50, 51])
  expect(() => pool.take('a')).toThrow('has 3 answers to these requests, and more are asked for')
  expect(pool.record(recording)).toEqual({
    recordedAt: '2026-11-19T10:00:00.000Z',
    model: 'gpt-4o',
    origin: 'https://api.example.com',
    load: '1 client, 4 clients',
    timed: true,
  })
  expect(() => new AnswerPool('api.jsonl', recording, ['a', 'c'], '1 client')).toThrow(
    'recording "api.jsonl" has no answer to 1 of 2 requests',
  )
})

test('a run that was broken off writes nothing; one that ended is in the file without a secret', async () => {
  const path = join(folder, 'api.jsonl')
  const secret = 'planted-key-0001'
  const end = { endedBy: 'requests', unsent: 0, engineTimings: null, server: null, conditions: null } as never
  const driver = (run: Driver['run']): Driver => ({
    facts: { ...remoteFacts({ kind: 'endpoint', model: 'gpt-4o', spec: '', source: 'endpoint' }), loadHosts: 1 },
    run,
    isFresh: false,
    loadHosts: () => 1,
    peaks: async () => await Promise.resolve(null),
    close: () => {},
  })
  const wish = { path, header, load: '1 client', fingerprintOf: () => 'a', secrets: [secret] }
  const block = { phase: 'measured' } as never
  const sample = { ...completedSample(0, 10), text: `I say ${secret}`, model: secret }
  const signal = new AbortController().signal
  const broken = recordingDriver(
    driver(async (_block, onSamples) => {
      onSamples([sample])
      return await Promise.reject(new Error('the host died'))
    }),
    wish,
  )
  await expect(broken.run(block, () => {}, signal)).rejects.toThrow('the host died')
  broken.close()
  expect(readdirSync(folder)).toEqual([])
  const whole = recordingDriver(
    driver(async (_block, onSamples) => {
      onSamples([sample])
      return await Promise.resolve(end)
    }),
    wish,
  )
  await whole.run(block, () => {}, signal)
  whole.close()
  const text = readFileSync(path, 'utf8')
  expect(text).toContain('I say <secret>')
  expect(text).not.toContain('planted')
})
