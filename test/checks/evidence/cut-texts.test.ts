import { expect, test } from 'vitest'
import type { RunHeader } from '../../../src/plan/header.ts'
import type { CompletedSample } from '../../../src/samples/sample.ts'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found } from '../support/endpoint-checks.ts'

/** Answers to prompts of a user's own, by the tokens that were counted and half of the words that were sent. */
function answers(of: (index: number) => readonly [input: number, least: number | null]): CompletedSample[] {
  return soundAnswers(60, 200, (index, { tokens }) => {
    const [input, least] = of(index)
    return { tokens: { ...tokens, input }, asked: { input: null, output: 16, ...(least === null ? {} : { least }) } }
  })
}
const statusOf = (of: Parameters<typeof answers>[0], header: RunHeader = endpointHeader()): string | undefined =>
  found('token-count', header, answers(of))?.status

test('fewer tokens than any vocabulary makes of the words are a context before they are a vocabulary', () => {
  const check = found(
    'token-count',
    endpointHeader(),
    answers(() => [258, 377]),
  )
  expect(check).toMatchObject({ status: 'invalid' })
  expect(check?.protects).toEqual(expect.arrayContaining(['ttft', 'latency', 'prefillSpeed', 'cost']))
  expect(check?.message).toBe(
    'the server counted 258 input tokens of a prompt of about 754 words, fewer than any vocabulary makes of it ' +
      '(60 of 60 prompts): it cuts prompts at its context, in silence (Ollama: num_ctx; llama-server: --ctx-size ' +
      'over its slots): raise it, or send shorter ones; else its usage does not count all input',
  )
})

test('one cut prompt among many is a warning', () => {
  expect(statusOf((index) => (index === 7 ? [258, 377] : [900, 377]))).toBe('warning')
})

test('prompts of very different lengths that are counted alike are cut', () => {
  const alike = (index: number) => [1000, 200 + 20 * (index % 10)] as const
  expect(found('token-count', endpointHeader(), answers(alike))).toMatchObject({
    status: 'invalid',
    message: expect.stringContaining('1,000 input tokens of prompts of about 400 to 760 words alike'),
  })
  // Two of them are chance, unless they are counted as the size of a context.
  const two = (input: number) => (index: number) => [input, index % 2 === 0 ? 200 : 400] as const
  expect(statusOf(two(1000))).toBe('ok')
  expect(statusOf(two(1024))).toBe('invalid')
  // Prompts as long as each other are.
  expect(statusOf((index) => [1000, 380 + (index % 10)])).toBe('ok')
})

test('more words than tokens at the size of a context are cut, the stated one too', () => {
  expect(statusOf(() => [2048, 1100])).toBe('invalid')
  expect(statusOf(() => [2050, 1100])).toBe('invalid')
  expect(statusOf(() => [2000, 1100])).toBe('ok')
  expect(statusOf(() => [2000, 1100], endpointHeader({ contextSize: 2000 }))).toBe('invalid')
  expect(statusOf(() => [2048, 900])).toBe('ok')
})

test('dense vocabularies, images, templates and short texts raise no alarm', () => {
  // 0.8 tokens a word: a vocabulary across spaces.
  expect(statusOf((index) => [Math.round(1.6 * (300 + index)), 300 + index])).toBe('ok')
  // Images, tools and templates are tokens beside the text.
  expect(statusOf(() => [5000, 100])).toBe('ok')
  expect(statusOf(() => [20, null])).toBe('ok')
})

test('where a cache is wanted the count may leave out what came from it: a warning that says so', () => {
  const { workload } = endpointHeader()
  const header = endpointHeader({}, { workload: { ...workload, cacheWanted: true } })
  expect(
    found(
      'token-count',
      header,
      answers(() => [30, 377]),
    ),
  ).toMatchObject({
    status: 'warning',
    message: expect.stringMatching(/does not count all input, or leaves out what came from its cache$/),
  })
})
