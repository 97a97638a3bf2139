import { expect, test } from 'vitest'
import { endsWithMark } from '../../../src/http/answer/end-mark.ts'
import { delta, event } from '../support/messages.ts'

function ends(text: string): boolean {
  const bytes = Buffer.from(text)
  // A body stands at the start of a larger buffer, whose rest is of no meaning.
  return endsWithMark(Buffer.concat([bytes, Buffer.from('data: [DONE]\n\n')]), bytes.length)
}

test.for(['data: [DONE]\n\n', 'data:[DONE]\r\n\r\n', 'data: [DONE]\r\r', 'data: [DONE]\n', 'data:  [DONE] \n\n'])(
  'the mark is seen as %j',
  (mark) => {
    expect(ends(mark)).toBe(true)
    expect(ends(delta({ content: 'a' }) + mark)).toBe(true)
  },
)

test('a text that looks like it is none', () => {
  for (const text of [
    '',
    '\n\n',
    ']',
    '[DONE]',
    'data: [DONE',
    'xdata: [DONE]\n\n',
    'data: [1, 2]\n\n',
    'id: [DONE]\n\n',
    delta({ content: 'data: [DONE]' }),
    delta({ content: 'data: [DONE]\n\n' }),
    `${event('[DONE]')}: bye\n\n`,
  ])
    expect(ends(text)).toBe(false)
})
