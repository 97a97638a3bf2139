import { expect, test } from 'vitest'
import { lengths } from '../../src/workload/lengths.ts'
import { conversation } from '../../src/workload/prompts/conversation.ts'
import { chatDefinition, completionDefinition } from '../../src/workload/request.ts'

test.for([
  [
    () => completionDefinition({ tokens: 5, sharedPrefix: 2 }, {}, ''),
    'prompt { sharedPrefix: 2 }: give a share from 0 to 1',
  ],
  [
    () => completionDefinition({ tokens: 5, prefix: 2 } as never, {}, ''),
    'there is no option prefix; there are tokens, sharedPrefix',
  ],
  [
    () => completionDefinition({ tokens: { kind: 'uniform' } as never }, {}, ''),
    'prompt { tokens: {"kind":"uniform"} }',
  ],
  [
    () => completionDefinition('x', { maxTokens: { kind: 'uniform' } as never }, ''),
    'option maxTokens is {"kind":"uniform"}',
  ],
  [() => completionDefinition('x', { maxTokens: 0 }, ''), 'option maxTokens is 0'],
  [() => completionDefinition('x', { prompts: 0 }, ''), 'option prompts is 0'],
  [
    () => completionDefinition('x', { topK: 3 } as never, ''),
    'there is no option topK; there are maxTokens, temperature, seed, ignoreEos, prompts',
  ],
  [() => completionDefinition([], { maxTokens: lengths.fixed(3) }, ''), 'the list of prompts is empty'],
  [() => conversation([]), 'conversation([]): give a list of user turns'],
  [() => conversation(['']), 'conversation([""])'],
  [() => conversation(['x'], { system: '' }), 'option system is ""'],
  [() => conversation(['x'], { think: -1 }), 'option think is -1'],
  [() => chatDefinition({ shareGPT: 'x', minTurns: 0 }, {}, ''), '{ shareGPT, minTurns: 0 }'],
] as const)('wrong input %# is one clear line', ([define, message]) => {
  expect(define).toThrow(message)
  expect(define).toThrow(expect.objectContaining({ code: 'invalid-workload' }))
})
