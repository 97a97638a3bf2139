import { expect, test } from 'vitest'
import { parseAnswer } from '../../src/http/answer/answer.ts'
import type { HttpFailureClass } from '../../src/http/socket/client.ts'
import { ask, clientOf } from './support/asking.ts'
import { chunk, delta, event, lastChunk, plain, shortStream, streamHead } from './support/messages.ts'
import { FIN, RST, scriptedServer, type Step } from './support/scripted-server.ts'

const token = chunk(delta({ content: 'a' }))

const faults: readonly (readonly [HttpFailureClass | null, readonly Step[]])[] = [
  [null, [20, shortStream]],
  ['reset', [RST]],
  ['reset', [streamHead, token, 20, RST]],
  ['truncated', [streamHead, token, FIN]],
  ['truncated', [streamHead, token, lastChunk]],
  ['first-token-timeout', [streamHead, chunk(delta({ role: 'assistant' }))]],
  ['first-token-timeout', []],
  ['stall', [streamHead, token, token]],
  ['http-status', [plain('{"error":"busy"}', '503 Service Unavailable')]],
  ['server-error', [streamHead, token, chunk(event({ error: 'oom' })), lastChunk]],
  ['malformed', [streamHead, token, chunk(event('{')), lastChunk]],
  ['malformed', ['nonsense\r\n\r\n']],
  ['empty', [streamHead, chunk(delta({}, 'stop') + event('[DONE]')), lastChunk]],
]

test('of fifty parallel streams with every fault each is classed, and none hangs', async () => {
  await using server = await scriptedServer((request) => faults[Number(/"fault":(\d+)/.exec(request)?.[1])]?.[1] ?? [])
  using client = clientOf(server.url, { firstTokenMs: 1000, stallMs: 800, totalMs: 10_000 })
  const { signal } = new AbortController()
  const asked = Array.from({ length: 52 }, (_, index) => index % faults.length)
  for (let round = 0; round < 2; round++) {
    const classes = await Promise.all(
      asked.map(async (fault) => {
        const exchange = await client.exchange(
          { method: 'POST', path: '/c', headers: {}, body: JSON.stringify({ fault }), expects: 'stream' },
          signal,
        )
        return parseAnswer(exchange, 'chat').failure?.class ?? null
      }),
    )
    expect(classes).toEqual(asked.map((fault) => faults[fault]?.[0]))
  }
  expect((await ask(client)).failure?.class).toBe('first-token-timeout')
})
