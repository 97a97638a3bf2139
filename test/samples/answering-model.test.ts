import { expect, test } from 'vitest'
import { answeredBy, answeringModel } from '../../src/samples/answering-model.ts'
import { failedRequest } from '../support/endpoint-samples.ts'
import { completedSample } from '../support/samples.ts'

test('a name of any length is kept as far as it can be a name', () => {
  expect(answeringModel('tiny')).toEqual({ model: 'tiny' })
  expect(answeringModel(null)).toEqual({})
  expect(answeringModel(`${'x'.repeat(199)}\u{1F600}`.repeat(5000)).model).toBe(`${'x'.repeat(199)}\uFFFD`)
})

test('models that complete answers name are counted, the most frequent first', () => {
  const of = (model?: string) => ({ ...completedSample(0, 1), ...(model === undefined ? {} : { model }) })
  expect(answeredBy([of('b'), of('a'), of('a'), of(), { ...failedRequest(0, 'empty', ''), model: 'c' }])).toEqual([
    { model: 'a', requests: 2 },
    { model: 'b', requests: 1 },
  ])
  // A name is any text: also one that objects have already.
  expect(answeredBy([of('__proto__'), of('constructor')])).toEqual([
    { model: '__proto__', requests: 1 },
    { model: 'constructor', requests: 1 },
  ])
})
