import { expect, test } from 'vitest'
import { startMockServer } from '../../src/mock-server/index.ts'
import { ask, chat, RawClient, texts } from './raw-client.ts'

test('requests beyond the slots wait for their turn in the order received', async () => {
  await using server = await startMockServer({ ttft: 30, interToken: 5, tokens: 5, slots: 1 })
  const clients = await Promise.all([1, 2, 3].map(async () => await RawClient.open(server.port)))
  const answers = []
  for (const [index, client] of clients.entries()) {
    answers.push(client.request({ body: chat(), headers: { 'x-request-id': String(index) } }))
    while (server.requests <= index) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(answers)
  for (const client of clients) client.socket.destroy()
  const [first, second, third] = server.stamps()
  expect([first?.id, second?.id, third?.id]).toEqual(['0', '1', '2'])
  expect(second?.writes[0]).toBeGreaterThanOrEqual((first?.ended ?? Number.NaN) + 30)
  expect(third?.writes[0]).toBeGreaterThanOrEqual((second?.ended ?? Number.NaN) + 30)
})

test('a client that goes away frees its slot, in the queue too', async () => {
  await using server = await startMockServer({
    ttft: 5,
    interToken: 1,
    tokens: 3,
    slots: 1,
    faults: [{ kind: 'stall', requests: [0] }],
  })
  const [stalled, queued] = await Promise.all([RawClient.open(server.port), RawClient.open(server.port)])
  await stalled.request({ body: chat(), waitMs: 50 })
  await queued.request({ body: chat(), waitMs: 50 })
  queued.socket.destroy()
  stalled.socket.destroy()
  expect(texts(await ask(server.port, { body: chat() })).deltas).toBe(3)
  expect(server.stamps()[1]).toMatchObject({ completionTokens: 0, ended: null })
})

test('a client that goes away at once, before its request is answered, holds no slot', async () => {
  await using server = await startMockServer({ ttft: 5, interToken: 1, tokens: 3, slots: 1 })
  for (let gone = 0; gone < 5; gone++) {
    const client = await RawClient.open(server.port)
    void client.request({ body: chat(), waitMs: 1 }).catch(() => {})
    client.socket.resetAndDestroy()
  }
  expect(texts(await ask(server.port, { body: chat() })).deltas).toBe(3)
})
