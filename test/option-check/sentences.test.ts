import { expect, test } from 'vitest'
import { noSuchName, notAllowed } from '../../src/option-check/sentences.ts'

test('a value is refused with the way out', () => {
  expect(notAllowed('rate(perSecond)', '0', 'requests per second above 0')).toMatchObject({
    name: 'LlmBenchError',
    code: 'invalid-option',
    message: 'rate(perSecond): 0 is not allowed here; give requests per second above 0',
  })
})

test('code and cause are the ones given', () => {
  const cause = new Error('ENOENT')
  expect(notAllowed('a', 'b', 'c', { code: 'invalid-workload', cause })).toMatchObject({
    code: 'invalid-workload',
    cause,
  })
  expect(noSuchName('a', { name: 'b', known: ['c'] }, { code: 'invalid-workload', cause })).toMatchObject({
    code: 'invalid-workload',
    cause,
  })
})

test.for([
  [{ name: 'tpott', known: ['ttft', 'tpot'] }, 'there is no option "tpott"; did you mean "tpot"? there are ttft, tpot'],
  [{ name: 'speed', known: ['ttft', 'tpot'] }, 'there is no option "speed"; there are ttft, tpot'],
  [{ name: 'ramp', known: ['rampUp'] }, 'there is no option "ramp"; did you mean "rampUp"? there is rampUp'],
  [{ name: 'a.thread', part: 'thread', known: ['threads'] }, 'no option "a.thread"; did you mean "threads"?'],
  [{ name: 'compere', known: ['compare'], kind: 'command' }, 'there is no command "compere"; did you mean "compare"?'],
] as const)('a name that there is not: %j', ([unknown, words]) => {
  expect(noSuchName('call', unknown).message).toContain(words)
})

test('whatever a name holds, the sentence is one line', () => {
  expect(notAllowed('bench("a\nb")', '5', 'less\u2028').message).toBe('bench("a b"): 5 is not allowed here; give less')
})
