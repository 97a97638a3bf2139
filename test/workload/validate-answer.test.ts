import { describe, expect, test } from 'vitest'
import { answerValidator, type ValidatedResponse } from '../../src/workload/validate-answer.ts'

function response(text: string): ValidatedResponse {
  return {
    text,
    reasoning: '',
    toolCalls: [],
    finish: 'stop',
    tokens: { input: 1, output: 1, cached: 0, reasoning: null, source: 'usage' },
  }
}

describe('a function', () => {
  test('sees the answer, and its true or reason is the verdict', async () => {
    const judge = await answerValidator(({ text, finish }) => (text === 'ok' && finish === 'stop') || `said ${text}`)
    expect(judge(response('ok'))).toBe(true)
    expect(judge(response('no'))).toBe('said no')
  })

  test('that throws gives the reason', async () => {
    const judge = await answerValidator(() => {
      throw new TypeError('no such\nfield')
    })
    expect(judge(response(''))).toBe('validate threw: no such field')
  })

  test.for([
    [false, 'validate returned false: return true or a reason'],
    [undefined, 'validate returned undefined: return true or a reason'],
    ['', 'refused without a reason'],
    ['x'.repeat(1000), `${'x'.repeat(299)}…`],
  ] as const)('that returns neither true nor a reason is told: %#', async ([returned, reason]) => {
    const judge = await answerValidator(() => returned as never)
    expect(judge(response(''))).toBe(reason)
  })

  test('that is asynchronous is told so, and its rejection ends nothing', async () => {
    const judge = await answerValidator((async () => await Promise.reject(new Error('late'))) as never)
    expect(judge(response(''))).toBe('validate returned a promise: make it synchronous')
    await new Promise((resolve) => setImmediate(resolve))
  })
})

describe('a JSON schema', () => {
  const schema = { type: 'object', properties: { city: { type: 'string', format: 'city' } }, required: ['city'] }

  test.for([
    undefined,
    'http://json-schema.org/draft-07/schema#',
    'https://json-schema.org/draft/2019-09/schema',
    'https://json-schema.org/draft/2020-12/schema',
  ])('of draft %s judges the parsed text', async ($schema) => {
    const judge = await answerValidator($schema === undefined ? schema : { $schema, ...schema })
    expect(judge(response('{"city": "Rome"}'))).toBe(true)
    expect(judge(response('{"city": 3}'))).toBe('answer/city must be string')
    expect(judge(response('{}'))).toBe("answer must have required property 'city'")
    expect(judge(response('Rome'))).toContain('not JSON: ')
  })

  test('that is none is refused before the run', async () => {
    await expect(answerValidator({ type: 'objct' })).rejects.toThrow(
      /^\{ validate \}: what ajv refuses \(.+\) is not allowed here; give a JSON schema$/,
    )
  })
})
