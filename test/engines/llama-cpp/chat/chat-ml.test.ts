import { expect, test } from 'vitest'
import { chatMl } from '../../../../src/engines/llama-cpp/chat/chat-ml.ts'

test('ChatML has each message between its marks, and the beginning of the answer', () => {
  expect(
    chatMl([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ]),
  ).toBe('<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n')
})
