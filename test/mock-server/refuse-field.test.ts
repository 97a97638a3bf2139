import { expect, test } from 'vitest'
import { startMockServer } from '../../src/mock-server/index.ts'
import { ask, chat } from './raw-client.ts'

test('a field that is refused, in the words of several servers', async () => {
  const refuseFields = { max_tokens: 'openai', temperature: 'openai', seed: 'pydantic', ignore_eos: 'vague' } as const
  await using server = await startMockServer({ ttft: 1, interToken: 1, tokens: 3, refuseFields })
  const told = async (field: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const { status, body } = await ask(server.port, { body: chat(field) })
    return { status, json: JSON.parse(body.toString()) as unknown }
  }
  expect(await told({ max_tokens: 3 })).toMatchObject({
    status: 400,
    json: {
      error: {
        message:
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        param: 'max_tokens',
        code: 'unsupported_parameter',
      },
    },
  })
  expect(await told({ temperature: 0 })).toMatchObject({ status: 400, json: { error: { code: 'unsupported_value' } } })
  expect(await told({ seed: 3 })).toMatchObject({
    status: 422,
    json: { message: { detail: [{ type: 'extra_forbidden', loc: ['body', 'seed'], input: 3 }] } },
  })
  expect(await told({ ignore_eos: true })).toMatchObject({
    status: 400,
    json: { error: { message: 'Bad request', param: null } },
  })
  expect((await ask(server.port, { body: chat({ max_completion_tokens: 3 }) })).status).toBe(200)
})
