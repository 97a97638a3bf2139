import { expect, test } from 'vitest'
import { pairWork } from '../../../src/matchers/claims/pair-work.ts'
import { MeasuredRequests } from '../../../src/metrics/measured-requests.ts'
import type { Subject } from '../../../src/runs/subject.ts'
import { Requests } from '../../../src/samples/requests.ts'
import { answer } from '../../support/endpoint-samples.ts'
import { constructedRun } from '../support/run-builder.ts'

const { record } = constructedRun([])

function arm(answers: readonly { readonly output: number; readonly text: string }[]): Subject {
  const samples = answers.map(({ output, text }, index) => answer({ sent: index, output }, { index, text }))
  return { record, measured: new MeasuredRequests(Requests.of(samples), 1), live: true, accepted: [] }
}

test('answers are compared request by request', () => {
  const ours = arm([
    { output: 3, text: 'a b c' },
    { output: 5, text: 'x' },
    { output: 1, text: 'only here' },
  ])
  const theirs = arm([
    { output: 3, text: 'a b c' },
    { output: 9, text: 'y' },
  ])
  expect(pairWork({ ours, theirs })).toEqual({ outputTokens: [3, 6], answers: { both: 2, same: 1 }, error: 2 })
})

test('of results that were read back the lengths are told, and no answers', () => {
  const { columns } = arm([{ output: 4, text: '' }]).measured
  const stored = { record, measured: { columns, gaps: new Float64Array(), concurrency: 1 }, live: false, accepted: [] }
  expect(pairWork({ ours: stored, theirs: stored })).toEqual({ outputTokens: [4, 4], answers: null, error: 0 })
})
