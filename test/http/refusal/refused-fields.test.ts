import { expect, test } from 'vitest'
import { type RefusedField, refusedFields } from '../../../src/http/refusal/refused-fields.ts'

const sent = [
  'model',
  'messages',
  'max_tokens',
  'temperature',
  'seed',
  'ignore_eos',
  'min_tokens',
  'stream',
  'stream_options',
  'response_format',
]

function refused(error: unknown, status = 400): readonly RefusedField[] {
  return refusedFields(status, Buffer.from(typeof error === 'string' ? error : JSON.stringify(error)), sent)
}

function names(error: unknown, status = 400): string[] {
  return refused(error, status).map(({ name }) => name)
}

const said = (message: string, more: object = {}): object => ({
  error: { message, type: 'invalid_request_error', ...more },
})

test.for([
  "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  'Parameter max_tokens is deprecated, please use max_completion_tokens',
  "`max_tokens` is no longer supported, it was replaced by 'max_completion_tokens'.",
])('the name that is wanted for the limit of an answer: %s', (text) => {
  expect(refused(said(text))).toEqual([{ name: 'max_tokens', instead: 'max_completion_tokens' }])
})

test('param and code, as OpenAI and Azure have them', () => {
  const temperature =
    "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported."
  expect(names(said(temperature, { param: 'temperature', code: 'unsupported_value' }))).toEqual(['temperature'])
  expect(names(said('No.', { param: 'stream_options.include_usage', code: 'unknown_parameter' }))).toEqual([
    'stream_options',
  ])
  expect(
    names(said('Your organization must be verified to stream.', { param: 'stream', code: 'unsupported_value' })),
  ).toEqual(['stream'])
})

test('loc and type, as pydantic has them, wherever they stand', () => {
  const entry = { type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }
  const nested = { ...entry, input: { seed: 'unknown field' } }
  expect(names({ detail: [nested] }, 422)).toEqual(['stream_options'])
  expect(names({ object: 'error', message: { detail: [nested] } }, 422)).toEqual(['stream_options'])
  expect(names({ detail: [{ loc: ['body', 'seed'], msg: 'extra fields not permitted' }] }, 422)).toEqual(['seed'])
  const python =
    "[{'type': 'extra_forbidden', 'loc': ('body', 'ignore_eos'), 'msg': 'Extra inputs are not permitted', 'input': " +
    "True}, {'type': 'extra_forbidden', 'loc': ('body', 'seed'), 'msg': 'Extra inputs are not permitted', 'input': 3}]"
  expect(names({ object: 'error', message: python, code: 400 })).toEqual(['seed', 'ignore_eos'])
  expect(names({ detail: [{ ...entry, loc: ['body', 'model'] }] }, 422)).toEqual(['model'])
})

test.for([
  ['Unrecognized request argument supplied: stream_options', ['stream_options']],
  ['Unrecognized request arguments supplied: min_tokens, ignore_eos', ['ignore_eos', 'min_tokens']],
  ['unknown field `ignore_eos`, expected one of `model`, `messages`, `temperature`, `max_tokens`', ['ignore_eos']],
  ["ChatCompletionRequest.__init__() got an unexpected keyword argument 'seed'", ['seed']],
  ['Invalid JSON payload received. Unknown name "seed": Cannot find field.', ['seed']],
  ["property 'ignore_eos' is unsupported", ['ignore_eos']],
  [
    "openai does not support parameters: ['temperature', 'seed'], for model=o1-mini. To drop these, set drop_params",
    ['temperature', 'seed'],
  ],
  ['`temperature` must be strictly positive', ['temperature']],
  ['invalid temperature: only 1 is allowed for this model', ['temperature']],
  ['`temperature` is deprecated for this model.', ['temperature']],
  ["Additional properties are not allowed ('stream_options' was unexpected)", ['stream_options']],
  ['seed: Extra inputs are not permitted', ['seed']],
  ["'response_format' of type 'json_object' is not supported with this model.", ['response_format']],
  ['temperature is not supported in thinking mode; seed must be an integer', ['temperature']],
  ['seed is not supported with temperature 0', ['seed']],
] as const)('a sentence: %s', ([text, expected]) => {
  expect(names(said(text))).toEqual(expected)
  expect(names(text, 422)).toEqual(expected)
  expect(names({ detail: text }, 500)).toEqual(expected)
})

test.for([
  said("Invalid 'temperature': must be between 0 and 1."),
  said('temperature must be between 0 and 2', { param: 'temperature', code: 'decimal_above_max_value' }),
  said('max_tokens is too large: 100000. This model supports at most 4096 completion tokens', {
    param: 'max_tokens',
    code: 'invalid_value',
  }),
  said('The model `x` does not exist or you do not have access to it.', { param: 'model', code: 'model_not_found' }),
  said('Unknown model: foo is not supported'),
  said("This model's maximum context length is 4096 tokens", { param: 'messages', code: 'context_length_exceeded' }),
  said("Unsupported value: 'messages[0].role' does not support 'system' with this model.", {
    param: 'messages[0].role',
    code: 'unsupported_value',
  }),
  said('Could not finish the message because max_tokens was reached. Please try again with higher max_tokens.'),
  { detail: [{ type: 'missing', loc: ['body', 'messages'], msg: 'Field required', input: {} }] },
  { message: "'logprobs' is not supported. The following are supported: temperature, seed" },
  said(''),
  'x'.repeat(100_000),
])('words about something else refuse no field (%#)', (error) => {
  expect(names(error)).toEqual([])
})

test('a status that is about something else refuses none, nor one that is none', () => {
  const text = said("Unsupported parameter: 'seed'")
  expect(names(text)).toEqual(['seed'])
  for (const status of [200, 401, 403, 404, 429, 503]) expect(names(text, status)).toEqual([])
  expect(refusedFields(null, Buffer.from(''), sent)).toEqual([])
})
