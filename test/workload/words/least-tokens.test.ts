import { expect, test } from 'vitest'
import { leastTokens } from '../../../src/workload/words/least-tokens.ts'

const of = (text: string): number | null => leastTokens([{ kind: 'text', text }])

test('half of the words of a text, whatever stands between them', () => {
  expect(of('Why is the sky blue? '.repeat(100))).toBe(250)
  expect(of('Почему небо голубое?\n'.repeat(100))).toBe(150)
  expect(of('하늘은 왜 파란가요? '.repeat(100))).toBe(150)
  expect(of('| a | 12 |\t§ — …\n'.repeat(100))).toBe(100)
})

test('of scripts without spaces a sixth of the ideographs and kana, an eighth of the letters', () => {
  expect(of('天空为什么是蓝色的？'.repeat(100))).toBe(150)
  expect(of('空はなぜ青いのですか。'.repeat(60))).toBe(100)
  expect(of('ทำไมท้องฟ้าถึงเป็นสีฟ้า'.repeat(100))).toBe(287)
})

test('runs that one token may swallow count for one word, or for none', () => {
  expect(of(' '.repeat(10_000))).toBeNull()
  expect(of('='.repeat(10_000))).toBeNull()
  expect(of(`${'a'.repeat(10_000)} `)).toBeNull()
  expect(of('{"a":1,"b":[2,3]}'.repeat(1000))).toBeNull()
  expect(of('👍🏽 '.repeat(1000))).toBeNull()
})

test('messages add up, and short texts are cut nowhere', () => {
  const message = { role: 'user', content: 'Why is the sky blue? '.repeat(20) } as const
  expect(leastTokens([message, { ...message, role: 'assistant' }])).toBe(100)
  expect(of('Why is the sky blue?')).toBeNull()
})
