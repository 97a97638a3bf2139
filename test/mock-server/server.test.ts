import { describe, expect, test } from 'vitest'
import { LlmBenchError } from '../../src/errors.ts'
import { mockServerOptionNames, startMockServer } from '../../src/mock-server/index.ts'
import { certificate } from '../support/certificate.ts'
import { ask, chat, RawClient, texts } from './raw-client.ts'

async function refusal(options: object): Promise<string> {
  try {
    const server = await startMockServer(options)
    await server.close()
  } catch (error) {
    expect(error).toBeInstanceOf(LlmBenchError)
    expect((error as LlmBenchError).code).toBe('invalid-option')
    return (error as LlmBenchError).message
  }
  return 'accepted'
}

describe('options', () => {
  test.for([
    [{ ttft: -1 }, 'startMockServer({ ttft }): -1 is not allowed here; give milliseconds of 0 or more'],
    [{ interToken: Number.NaN }, 'startMockServer({ interToken }): NaN is not allowed here; give milliseconds'],
    [{ tokens: 0 }, 'startMockServer({ tokens }): 0 is not allowed here; give a whole number from 1 to 1000000'],
    [{ models: [] }, 'startMockServer({ models }): [] is not allowed here; give a list of names'],
    [
      { usage: 'first' },
      'startMockServer({ usage }): "first" is not allowed here; give "last", "always", "absent", "wrong", "few", ' +
        '"zeros", "nonsense" or "sometimes"',
    ],
    [{ host: '0.0.0.0' }, 'startMockServer({ host }): "0.0.0.0" is not allowed here; give "127.0.0.1"'],
    [{ apiKey: 12 }, 'startMockServer({ apiKey }): what was given is not allowed here; give a text'],
    [{ tls: 'my key' }, 'startMockServer({ tls }): what was given is not allowed here; give { key, cert } in PEM'],
    [{ tls: { key: 'a' } }, 'startMockServer({ tls.cert }): what was given is not allowed here; give a text'],
    [
      { faults: [{ kind: 'stall', share: 2 }] },
      'startMockServer({ faults[0].share }): 2 is not allowed here; give a share from 0 to 1',
    ],
    [
      { faults: [{}] },
      'startMockServer({ faults[0].kind }): undefined is not allowed here; give one of refuse-400, refuse-401',
    ],
    [
      { faults: [{ kind: 'nonsense' }] },
      'startMockServer({ faults[0].kind }): "nonsense" is not allowed here; give one of refuse-400, refuse-401',
    ],
    [
      { faults: ['stall'] },
      'startMockServer({ faults[0] }): "stall" is not allowed here; give { kind, share, every, requests, after',
    ],
    [
      { ttf: 3 },
      'startMockServer({ ttf }): there is no option "ttf"; did you mean "ttft"? there are host, port, ttft, interToken',
    ],
  ] as const)('%j is refused in one line', async ([options, message]) => {
    expect(await refusal(options)).toContain(message)
  })

  test('every option can be left undefined', async () => {
    expect(await refusal(Object.fromEntries(mockServerOptionNames.map((name) => [name, undefined])))).toBe('accepted')
  })

  test('a port in use is named', async () => {
    await using server = await startMockServer()
    expect(await refusal({ port: server.port })).toBe(
      `startMockServer({ port }): ${server.port}, which is in use, is not allowed here; give another, or 0 for a free one`,
    )
  })

  test('a key that does not belong to its certificate is refused without showing it', async () => {
    const message = await refusal({ tls: { key: 'my key', cert: certificate.cert } })
    expect(message).toBe(
      'startMockServer({ tls }): what was given is not allowed here; give { key, cert } in PEM that belong together',
    )
  })
})

describe('TLS', () => {
  test('answers are the same over TLS', async () => {
    await using server = await startMockServer({ ttft: 5, interToken: 1, tokens: 4, tls: certificate })
    expect(server.url).toBe(`https://127.0.0.1:${server.port}/v1`)
    const answer = await ask(server.port, { body: chat() }, certificate.cert)
    expect(texts(answer).deltas).toBe(4)
    expect(server.stamps()[0]?.writes).toHaveLength(4)
  })

  test('resets reach the client through TLS', async () => {
    await using server = await startMockServer({ ttft: 5, interToken: 1, tokens: 4, tls: certificate })
    for (const kind of ['reset-before-headers', 'reset-mid-stream']) {
      const answer = await ask(server.port, { body: chat(), headers: { 'x-mock-fault': kind } }, certificate.cert)
      expect(answer.end, kind).toBe('reset')
    }
  })

  test('a client that speaks no TLS does no harm', async () => {
    await using server = await startMockServer({ ttft: 1, interToken: 1, tokens: 2, tls: certificate })
    expect((await ask(server.port, { body: chat() })).status).toBe(0)
    expect((await ask(server.port, { body: chat() }, certificate.cert)).status).toBe(200)
  })
})

test('closing ends connections in the middle of their answers', async () => {
  const server = await startMockServer({ ttft: 1, interToken: 1000 })
  await using client = await RawClient.open(server.port)
  const answer = client.request({ body: chat() })
  while (server.stamps()[0]?.completionTokens !== 1) await new Promise((resolve) => setTimeout(resolve, 1))
  await server.close()
  expect((await answer).end).not.toBe('complete')
  await expect(RawClient.open(server.port)).rejects.toThrow('ECONNREFUSED')
})

test('a prompt that does not fit into the context is cut in silence', async () => {
  await using server = await startMockServer({ ttft: 1, interToken: 0, tokens: 1, context: 3 })
  const asked = async (content: string): Promise<unknown> => {
    const answer = await fetch(`${server.url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ role: 'user', content }] }),
    })
    return ((await answer.json()) as { usage: { prompt_tokens: number } }).usage.prompt_tokens
  }
  expect(await asked('one two')).toBe(2)
  expect(await asked('one two three four five')).toBe(3)
})
