import { describe, expect, test } from 'vitest'
import { nonceOf, nonceWords } from '../../../src/workload/words/nonce.ts'
import { textOfTokens, tokenText } from '../../../src/workload/words/text-of-tokens.ts'

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
