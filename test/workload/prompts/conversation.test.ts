import { describe, expect, test } from 'vitest'
import { conversation } from '../../../src/workload/prompts/conversation.ts'
import { chatDefinition } from '../../../src/workload/request.ts'

describe('a conversation', () => {
  test('is one prompt, and several rotate', () => {
    const talk = conversation(['Why?', 'And then?'], { system: 'Be brief.', think: 250 })
    expect(talk).toEqual({ kind: 'conversation', system: 'Be brief.', turns: ['Why?', 'And then?'], thinkMs: 250 })
    expect(chatDefinition(talk, {}, '').prompts).toEqual([talk])
    expect(chatDefinition([talk, conversation(['What?'])], {}, '').prompts).toHaveLength(2)
  })

  test.for([
    [['Hi'], 'short', 'conversation(turns, options): "short" is not allowed here; give { system, think }'],
    [['Hi'], null, 'conversation(turns, options): null is not allowed here'],
    [['Hi'], { thing: 5 }, 'conversation(turns, { thing }): there is no option "thing"; did you mean "think"?'],
    ['Hi', {}, 'conversation(turns): "Hi" is not allowed here; give a list of user turns'],
  ] as const)('%# is refused in one line', ([turns, options, message]) => {
    expect(() => conversation(turns as never, options as never)).toThrow(message)
  })

  test('takes nothing after its options', () => {
    expect(() => (conversation as (...given: unknown[]) => unknown)(['Hi'], {}, { system: 'Be brief.' })).toThrow(
      expect.objectContaining({
        code: 'invalid-workload',
        message:
          'conversation(turns, options): a further argument, { system: "Be brief." }, is not allowed here; give only turns, options',
      }),
    )
  })
})
