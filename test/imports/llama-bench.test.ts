import { expect, test } from 'vitest'
import { importReport } from '../../src/imports/import-report.ts'
import { mediansOf, onlyRun } from './imported.ts'
import { llamaBenchTest } from './peer-reports.ts'

test('llama-bench: a test of generation is tpot, one of a prompt prefill speed, each repetition a value', () => {
  const generation = onlyRun([llamaBenchTest({})])
  expect(generation.key).toBe('llama-bench › tiny.gguf (llama ?B all F32) › tg16')
  expect(mediansOf(generation)).toEqual({ tpot: 15, decodeSpeed: 66.7 })
  expect(generation.record.requests.succeeded).toBe(3)
  expect(generation.samples.kind).toBe('digests')
  expect(JSON.stringify(generation)).not.toContain('somebody')
  const prompt = onlyRun(llamaBenchTest({ n_prompt: 64, n_gen: 0, n_depth: 512 }))
  expect(prompt.record.name).toBe('pp64 @ d512')
  expect(mediansOf(prompt)).toEqual({ prefillSpeed: 267 })
})

test('a test of both has no metric of ours, with the reason', () => {
  const { runs, notes } = importReport([llamaBenchTest({ n_prompt: 32 })], 'x.json')
  expect(runs.map((run) => [run.record.name, mediansOf(run)])).toEqual([['pp32+tg16', {}]])
  expect(notes.join()).toContain('prompt and generation together is none of our metrics')
})

test('tests that differ in a setting only are told apart by it', () => {
  const tests = [4, 8].flatMap((n_threads) => [llamaBenchTest({ n_threads }), llamaBenchTest({ n_threads, n_gen: 8 })])
  expect(importReport(tests, 'x.json').runs.map(({ record }) => record.name)).toEqual([
    'tg16, n_threads 4',
    'tg8, n_threads 4',
    'tg16, n_threads 8',
    'tg8, n_threads 8',
  ])
})
