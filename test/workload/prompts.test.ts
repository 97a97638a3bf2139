import { expect, test } from 'vitest'
import { lengths } from '../../src/workload/lengths.ts'
import { conversation } from '../../src/workload/prompts/conversation.ts'
import { chatDefinition, completionDefinition } from '../../src/workload/request.ts'

test.for([
  [
    () => completionDefinition({ tokens: 5, sharedPrefix: 2 }, {}, ''),
    'complete({ sharedPrefix }): 2 is not allowed here; give a share from 0 to 1',
  ],
  [
    () => chatDefinition({ tokens: 5, prefix: 2 } as never, {}, ''),
    'chat({ prefix }): there is no option "prefix"; there are tokens, sharedPrefix',
  ],
  [
    () => completionDefinition({ tokens: { kind: 'uniform' } as never }, {}, ''),
    'complete({ tokens }): { kind: "uniform" } is not allowed here; give a whole number of at least 1',
  ],
  [
    () => completionDefinition('x', { maxTokens: { kind: 'uniform' } as never }, ''),
    'complete(prompt, { maxTokens }): { kind: "uniform" } is not allowed here',
  ],
  [() => completionDefinition('x', { maxTokens: 0 }, ''), 'complete(prompt, { maxTokens }): 0 is not allowed here'],
  [
    () => completionDefinition('x', { prompts: 0 }, ''),
    'complete(prompt, { prompts }): 0 is not allowed here; give a whole number of at least 1',
  ],
  [
    () => completionDefinition('x', { topK: 3 } as never, ''),
    'there is no option "topK"; there are maxTokens, temperature, seed, ignoreEos, prompts',
  ],
  [
    () => completionDefinition([], { maxTokens: lengths.fixed(3) }, ''),
    'complete(prompt): a list of no prompt is not allowed here; give at least one',
  ],
  [() => conversation([]), 'conversation(turns): [] is not allowed here; give a list of user turns'],
  [() => conversation(['']), 'conversation(turns): [""] is not allowed here'],
  [
    () => conversation(['x'], { system: '' }),
    'conversation(turns, { system }): "" is not allowed here; give a text that is not empty, or leave it out',
  ],
  [
    () => conversation(['x'], { think: -1 }),
    'conversation(turns, { think }): -1 is not allowed here; give the milliseconds between two turns',
  ],
  [
    () => chatDefinition({ shareGPT: 'x', minTurns: 0 }, {}, ''),
    'chat({ minTurns }): 0 is not allowed here; give a whole number of at least 1',
  ],
] as const)('wrong input %# is one clear line', ([define, message]) => {
  expect(define).toThrow(message)
  expect(define).toThrow(expect.objectContaining({ code: 'invalid-workload' }))
})
