import { expect, test } from 'vitest'
import type { ChatFormatRecord } from '../../../src/record/target.ts'
import type { CheckRecord } from '../../../src/record/check.ts'
import { runHeader } from '../../support/samples.ts'
import { check, ten } from '../support/checked-run.ts'

function judged(chatFormat: ChatFormatRecord | null): CheckRecord | undefined {
  const { facts } = runHeader()
  return check('chat-format', runHeader({ facts: { ...facts, target: { ...facts.target, chatFormat } } }), ten)
}

test("chats by the model's own template are well, and named", () => {
  expect(judged({ source: 'template', name: 'Jinja template 0123456789ab', reason: null })).toMatchObject({
    status: 'ok',
    message: "chats go through the model's own template (Jinja template 0123456789ab)",
  })
})

test('chats in another format are a warning, with the cause and the way out', () => {
  expect(judged({ source: 'fallback', name: 'ChatML', reason: 'the file has no chat template' })).toMatchObject({
    status: 'warning',
    message:
      'chats are given as ChatML, for the file has no chat template: the answers may be others than the model is ' +
      'meant to give; take a file with a template that can be rendered, or write the format into the text of complete()',
  })
})

test('chats of a synthetic model are estimated, which is a warning too', () => {
  const name = 'estimated from the characters of the messages'
  expect(judged({ source: 'none', name, reason: 'the file has no chat template' })).toMatchObject({
    status: 'warning',
    message: expect.stringContaining('ask with complete()') as string,
  })
})

test('completions have no format', () => {
  expect(judged(null)).toBeUndefined()
})

test('tools that the template does not describe are a warning', () => {
  const reason = 'it describes no tools: the message of the system does'
  expect(judged({ source: 'template', name: 'Jinja template 0123456789ab', reason })).toMatchObject({
    status: 'warning',
    message: expect.stringContaining(`and ${reason}, so that calls are not asked for in the form`) as string,
  })
})
