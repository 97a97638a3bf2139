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
    [{ ttft: -1 }, 'option ttft is -1: give milliseconds, 0 or more'],
    [{ interToken: Number.NaN }, 'option interToken is NaN: give milliseconds, 0 or more'],
    [{ tokens: 0 }, 'option tokens is 0: give a whole number from 1 to 1000000'],
    [{ models: [] }, 'option models is []: give a list of names'],
    [{ usage: 'first' }, 'option usage is "first": give "last" or "always" or "absent" or "wrong"'],
    [{ host: '0.0.0.0' }, 'option host is "0.0.0.0": give "127.0.0.1"'],
    [{ apiKey: 12 }, 'option apiKey is not usable: give a text'],
    [{ tls: { key: 'a' } }, 'option tls is not usable: give { key, cert } in PEM'],
    [{ faults: [{ kind: 'stall', share: 2 }] }, 'option faults[0].share is 2: give a share from 0 to 1'],
    [{ faults: [{}] }, /^option faults\[0\]\.kind is missing: give one of refuse-400, /],
    [{ faults: [{ kind: 'nonsense' }] }, /^option faults\[0\]\.kind is "nonsense": give one of refuse-400, /],
    [{ faults: ['stall'] }, 'option faults[0] is "stall": give an object'],
    [{ ttl: 3 }, /^option ttl is unknown to the mock server; there are host, port, ttft, /],
  ] as const)('%j is refused in one line', async ([options, message]) => {
    expect(await refusal(options)).toMatch(message)
  })

  test('every option can be left undefined', async () => {
    expect(await refusal(Object.fromEntries(mockServerOptionNames.map((name) => [name, undefined])))).toBe('accepted')
  })

  test('a port in use is named', async () => {
    await using server = await startMockServer()
    expect(await refusal({ port: server.port })).toBe(
      `option port is ${server.port}, which is in use: give another, or 0 for a free one`,
    )
  })

  test('a key that does not belong to its certificate is refused without showing it', async () => {
    const message = await refusal({ tls: { key: 'my key', cert: certificate.cert } })
    expect(message).toBe('option tls is not usable: give { key, cert } in PEM that belong together')
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
