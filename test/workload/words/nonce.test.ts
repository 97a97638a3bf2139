import { describe, expect, test } from 'vitest'
import type { Prompt } from '../../../src/workload/prompt.ts'
import { nonceOf, nonceWords, wantsNonce, withNonce } from '../../../src/workload/words/nonce.ts'
import { words } from '../../../src/workload/words/word-list.ts'

describe('a nonce', () => {
  test('has a constant number of words from the list', () => {
    for (const index of [0, 1, 511, 1_000_000]) {
      expect(nonceOf(index, 0).split(' ')).toHaveLength(nonceWords)
      expect(
        nonceOf(index, 0)
          .split(' ')
          .every((word) => words.includes(word)),
      ).toBe(true)
    }
  })

  test('never repeats within a seed, not even in its first half, nor between seeds', () => {
    const firstHalves = new Set(
      Array.from({ length: 50_000 }, (_, index) => nonceOf(index, 7).split(' ').slice(0, 4).join(' ')),
    )
    expect(firstHalves.size).toBe(50_000)
    const seeds = new Set(Array.from({ length: 2000 }, (_, seed) => nonceOf(3, seed)))
    expect(seeds.size).toBe(2000)
  })

  test('is the same for the same request, so that a run can be repeated', () => {
    expect(nonceOf(3, 7)).toBe(nonceOf(3, 7))
  })

  test('stands at the very start of what the model reads', () => {
    const start = nonceOf(2, 9)
    const message = (role: 'system' | 'user', content: string) => ({ role, content }) as const
    const chat: Prompt = {
      kind: 'messages',
      messages: [message('system', 'Be brief.'), message('user', 'Why?')],
      maxTokens: 5,
    }
    expect(withNonce(chat, 2, 9)).toEqual({
      ...chat,
      messages: [message('system', `${start}\n\nBe brief.`), message('user', 'Why?')],
    })
    const talk = { kind: 'conversation', system: null, turns: ['Why?', 'And then?'], thinkMs: 5 } as const
    expect(withNonce(talk, 2, 9)).toEqual({ ...talk, turns: [`${start}\n\nWhy?`, 'And then?'] })
    expect(withNonce({ ...talk, system: 'Be brief.' }, 2, 9)).toEqual({ ...talk, system: `${start}\n\nBe brief.` })
  })

  test('is not put before random tokens, whose text makes room for it', () => {
    const prompt = { kind: 'tokens', count: 5 } as const
    expect(withNonce(prompt, 1, 1)).toBe(prompt)
  })

  test('is wanted unless it was switched off or a prefix is shared', () => {
    const plain = { kind: 'completion', prompts: [{ kind: 'text', text: 'x' }] } as const
    const shared = { kind: 'chat', prompts: [{ kind: 'tokens', count: 10, sharedTokens: 5 }] } as const
    expect([wantsNonce(plain, null), wantsNonce(plain, false), wantsNonce(shared, null)]).toEqual([true, false, false])
    expect(() => wantsNonce(shared, true)).toThrow(
      'chat(messages, { nonce }): true for prompts with a sharedPrefix is not allowed here; give one of the two',
    )
  })
})
