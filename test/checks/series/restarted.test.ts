import { expect, test } from 'vitest'
import type { RunHeader } from '../../../src/plan/header.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { answer, endpointHeader, failedRequest, soundAnswers } from '../../support/endpoint-samples.ts'
import { found } from '../support/endpoint-checks.ts'

/** A hundred answers of a first token after 40 ms; those with a number here are others. */
function run(others: Readonly<Record<number, (sent: number) => Sample>>): Sample[] {
  return soundAnswers(100, 200).map((sample, index) => others[index]?.(sample.sent) ?? sample)
}

const died = (sent: number): Sample => failedRequest(sent, 'http-status', 'status 500: runner gone', { status: 500 })
const slow = (ttft: number) => (sent: number) => answer({ sent, ttft })

test('a first token that takes four times as long after an error tells of a restart', () => {
  const check = found('restarted', endpointHeader(), run({ 40: died, 41: slow(2000) }))
  expect(check?.status).toBe('warning')
  expect(check?.protects).toContain('ttft')
  expect(check?.message).toMatch(
    /^the server, or its runner, was started again in the middle: after an error the first token took 2\.00 s, \d+(\.\d)? times the median \(1 request, in every figure\): look into its log/u,
  )
})

test.for([
  ['reset', 170, true],
  ['server-error', 170, true],
  ['stall', 2000, true],
  ['empty', 2000, true],
  ['reset', 140, false],
  // A rate limit, a filter or a user's own check restarts nothing.
  ['invalid-answer', 2000, false],
  ['content-filter', 2000, false],
  ['http-status', 2000, false],
] as const)('after %s and a first token after %i ms: %s', ([failure, ttft, expected]) => {
  const samples = run({ 40: (sent) => failedRequest(sent, failure, 'x', { status: 429 }), 41: slow(ttft) })
  expect(found('restarted', endpointHeader(), samples) !== undefined).toBe(expected)
})

test('it is the next answer that counts, after several errors too', () => {
  expect(found('restarted', endpointHeader(), run({ 40: died, 41: died, 42: died, 43: slow(2000) }))).toBeDefined()
  expect(found('restarted', endpointHeader(), run({ 40: died, 50: slow(2000) }))).toBeUndefined()
  expect(found('restarted', endpointHeader(), run({ 40: slow(2000) }))).toBeUndefined()
  expect(found('restarted', endpointHeader(), run({ 99: died }))).toBeUndefined()
})

test('where slow answers are as frequent elsewhere, errors are not to blame', () => {
  const every = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [i * 5 + 2, slow(2000)]))
  expect(found('restarted', endpointHeader(), run({ ...every, 21: died, 22: slow(2000) }))).toBeDefined()
  expect(found('restarted', endpointHeader(), run({ ...every, 1: died, 10: died, 20: died, 30: died }))).toBeUndefined()
})

test('everybody who waited for it is counted, and many make the figures invalid', () => {
  const together = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [41 + i, slow(3000 - i * 200)]))
  expect(found('restarted', endpointHeader(), run({ 40: died, ...together }))).toMatchObject({
    status: 'invalid',
    message: expect.stringContaining('(8 requests, in every figure)'),
  })
})

test('a model that is loaded anew at the turns of a comparison is told as such', () => {
  const header: RunHeader = { ...endpointHeader(), comparison: 'pair' }
  const turns = (at: (turn: number) => boolean): Sample[] =>
    soundAnswers(80, 200, (index, { sent }) => {
      const slot = Math.floor(index / 8)
      return index % 8 === 0 && at(slot) ? answer({ sent, ttft: 900 }, { slot }) : { slot }
    })
  expect(
    found(
      'restarted',
      header,
      turns(() => true),
    ),
  ).toMatchObject({
    status: 'invalid',
    message: expect.stringContaining('loads its model anew for the turns of the comparison'),
  })
  expect(
    found(
      'restarted',
      header,
      turns((turn) => turn === 3),
    ),
  ).toBeUndefined()
  expect(
    found(
      'restarted',
      endpointHeader(),
      turns(() => true),
    ),
  ).toBeUndefined()
})
