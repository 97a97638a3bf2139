import { expect, test } from 'vitest'
import { recordProblem } from '../../../reporters/collect/record-problem.ts'
import { emptyRun } from '../../../src/record/run.ts'
import { buildRun } from '../../../src/runs/build-run.ts'
import { completedSample, runEnd, runHeader } from '../../support/samples.ts'

const samples = Array.from({ length: 20 }, (_, index) => ({ ...completedSample(index * 20, 10), index }))
const sound = buildRun(runHeader(), samples, runEnd).record

test('a run as it is built has no problem', () => {
  expect(recordProblem(sound)).toBeNull()
  expect(recordProblem(emptyRun())).toBeNull()
})

test.for<[string, object]>([
  ['target.device', { target: { ...sound.target, device: 7 } }],
  ['target.kind', { target: { ...sound.target, kind: 'cloud' } }],
  ['sweep', { sweep: { id: 'a' } }],
  ['part', { part: undefined }],
  ['requests.failures.reset', { requests: { ...sound.requests, failures: { reset: '3' } } }],
  [
    'answeredBy[1].model',
    {
      answeredBy: [
        { model: 'a', requests: 1 },
        { model: null, requests: 1 },
      ],
    },
  ],
  ['checks', { checks: {} }],
])('of a run that is not as its schema says the field is named: %s', ([field, changes]) => {
  expect(recordProblem({ ...sound, ...changes })).toBe(field)
})
