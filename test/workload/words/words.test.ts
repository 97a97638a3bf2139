import { describe, expect, test } from 'vitest'
import type { Prompt } from '../../../src/workload/prompt.ts'
import { nonceOf, nonceWords, wantsNonce, withNonce } from '../../../src/workload/words/nonce.ts'
import { textOfTokens, tokenText } from '../../../src/workload/words/text-of-tokens.ts'
import { words } from '../../../src/workload/words/word-list.ts'

test('the word list has 512 different words of plain letters', () => {
  expect(words).toHaveLength(512)
  expect(new Set(words).size).toBe(512)
  expect(words.every((word) => /^[a-z]{2,12}$/.test(word))).toBe(true)
})

describe('a text of tokens', () => {
  test('has as many words as asked', () => {
    expect(textOfTokens(1, 3).split(' ')).toHaveLength(1)
    expect(textOfTokens(1000, 3).split(' ')).toHaveLength(1000)
  })

  test('is the same for a seed, begins alike for any length of it, and differs between seeds', () => {
    expect(textOfTokens(50, 3)).toBe(textOfTokens(50, 3))
    expect(textOfTokens(50, 3).startsWith(textOfTokens(20, 3))).toBe(true)
    expect(textOfTokens(50, 4)).not.toBe(textOfTokens(50, 3))
  })

  test('uses all of the list', () => {
    expect(new Set(textOfTokens(20_000, 1).split(' ')).size).toBe(512)
  })
})

describe('the text of a tokens prompt', () => {
  test('begins with the same words for all requests where a prefix is shared, whatever their lengths', () => {
    const texts = [100, 80, 60].map((count, index) =>
      tokenText({ kind: 'tokens', count, sharedTokens: count / 2 }, 5, index).split(' '),
    )
    expect(texts.map((text) => text.length)).toEqual([100, 80, 60])
    expect(texts[1]?.slice(0, 40)).toEqual(texts[0]?.slice(0, 40))
    expect(texts[2]?.slice(0, 30)).toEqual(texts[0]?.slice(0, 30))
    expect(texts[1]?.slice(40)).not.toEqual(texts[0]?.slice(40, 80))
  })

  test('shares nothing otherwise', () => {
    const [one, other] = [0, 1].map((index) => tokenText({ kind: 'tokens', count: 20 }, 5, index))
    expect(one).not.toBe(other)
    expect(one?.split(' ')).toHaveLength(20)
  })
})

describe('the text of a tokens prompt with a nonce', () => {
  test('keeps its length, and another run gets another start', () => {
    const prompt = { kind: 'tokens', count: 20 } as const
    const [plain, one, other] = [null, 1, 2].map((nonce) => tokenText(prompt, 5, 3, nonce).split(' '))
    expect(one).toHaveLength(20)
    expect(one?.slice(0, nonceWords)).toEqual(nonceOf(3, 1).split(' '))
    expect(one?.slice(nonceWords)).toEqual(plain?.slice(nonceWords))
    expect(other?.[0]).not.toBe(one?.[0])
    expect(tokenText({ kind: 'tokens', count: 3 }, 5, 3, 1).split(' ')).toHaveLength(3)
    expect(tokenText({ kind: 'tokens', count: 4, sharedTokens: 4 }, 5, 3, 1)).toBe(
      tokenText({ kind: 'tokens', count: 4, sharedTokens: 4 }, 5, 9),
    )
  })
})

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
    const plain: Prompt[] = [{ kind: 'text', text: 'x' }]
    const shared: Prompt[] = [{ kind: 'tokens', count: 10, sharedTokens: 5 }]
    expect([wantsNonce(plain, null), wantsNonce(plain, false), wantsNonce(shared, null)]).toEqual([true, false, false])
    expect(() => wantsNonce(shared, true)).toThrow('option nonce is true for prompts with a sharedPrefix')
  })
})
