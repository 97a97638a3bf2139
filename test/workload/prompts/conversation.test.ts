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
})
