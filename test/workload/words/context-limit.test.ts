import { expect, test } from 'vitest'
import { conversation } from '../../../src/workload/prompts/conversation.ts'
import { chatDefinition, type ChatInput, type RequestOptions } from '../../../src/workload/request.ts'
import { requestCalls } from '../../../src/workload/request-calls.ts'
import { refuseTooLong } from '../../../src/workload/words/context-limit.ts'

const held = (input: ChatInput, options: RequestOptions = {}): (() => void) => {
  const request = chatDefinition(input, options, '.')
  return () => refuseTooLong(request, 4096, { call: requestCalls.chat, where: 'http://127.0.0.1:1976/v1' })
}
const words = (count: number): string => Array.from({ length: count }, (_, index) => `word${index}`).join(' ')

test('a prompt and an answer that cannot fit together are refused, with the way out', () => {
  expect(held({ tokens: 4000 }, { maxTokens: 200 })).toThrow(
    'chat(messages, { maxTokens }): 200 after a prompt of 4,000 tokens is not allowed here; give at most 4,096 tokens ' +
      'of prompt and answer together, which is all that http://127.0.0.1:1976/v1 holds (its contextSize)',
  )
  expect(held(words(9000), { maxTokens: 1 })).toThrow('1 after a prompt of at least 4,500 tokens')
  expect(held('Hi', { maxTokens: 4097 })).toThrow('4,097 after a prompt of at least 0 tokens')
  expect(held(conversation([words(5000), words(4000)]))).toThrow('64 after a prompt of at least 4,500 tokens')
})

test('what may fit is not refused, and exactly the size fits', () => {
  expect(held({ tokens: 4000 }, { maxTokens: 96 })).not.toThrow()
  expect(held(words(8000), { maxTokens: 64 })).not.toThrow()
  expect(held('Hi', { maxTokens: 4000 })).not.toThrow()
})
