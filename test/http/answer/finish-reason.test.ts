import { expect, test } from 'vitest'
import { finishOf, finishWord, saysGivenUp } from '../../../src/http/answer/finish-reason.ts'

test.for([
  ['stop', ['stop', 'eos', 'EOS_TOKEN', 'end_turn', 'stop_sequence', 'COMPLETE']],
  [
    'length',
    ['length', 'MAX_TOKENS', 'maxTokens', 'max_output_tokens', 'model_length', 'model_context_window_exceeded'],
  ],
  ['tool-calls', ['tool_calls', 'function_call', 'tool_use', 'tool-calls']],
  ['content-filter', ['content_filter', 'SAFETY', 'content-filter', 'refusal', 'ERROR_TOXIC']],
  ['other', ['repetition', 'pause_turn', 'whatever', 'abort']],
] as const)('%s has many names', ([reason, words]) => {
  for (const word of words) expect([word, finishOf(word)]).toEqual([word, reason])
})

test.for([null, undefined, '', 'null', 'None', 7, {}])('%j is no reason', (value) => {
  expect(finishWord(value)).toBeNull()
  expect(finishOf(value)).toBeNull()
})

const givenUp =
  'abort aborted error insufficient_system_resource network_error cancelled user_cancel timeout TIMED_OUT ' +
  'deadline.exceeded overloaded server-overloaded failed internalError preempted interrupted server_unavailable ' +
  'client_disconnected out_of_memory quota_exceeded MALFORMED_FUNCTION_CALL unexpected_tool_call'

test.for(givenUp.split(' '))('%s says that the server gave up', (word) => {
  expect(saysGivenUp(word)).toBe(true)
})

test.for([
  'stop',
  'length',
  'eos',
  'repetition',
  'end_turn',
  'pause_turn',
  'unknown',
  'error_toxic',
  'incomplete',
  null,
])('%s does not', (word) => {
  expect(saysGivenUp(word)).toBe(false)
})
