import { expect, test } from 'vitest'
import { now } from '../../src/clock.ts'
import { startMockServer } from '../../src/mock-server/index.ts'
import { ask, chat, RawClient } from './raw-client.ts'

test('stamps of the latest requests are kept, and those of a running one are there', async () => {
  await using server = await startMockServer({ ttft: 1, interToken: 1, tokens: 2, keepStamps: 3 })
  await using client = await RawClient.open(server.port)
  for (let index = 0; index < 5; index++) {
    await client.request({ body: chat(), headers: { 'x-request-id': `r${index}` } })
  }
  expect(server.stamps().map(({ id }) => id)).toEqual(['r2', 'r3', 'r4'])
  expect(server).toMatchObject({ requests: 5, connections: 1 })
  const before = now()
  const stall = client.request({ body: chat(), headers: { 'x-mock-fault': 'stall' }, waitMs: 80 })
  await stall
  const running = server.stamps().at(-1)
  expect(running).toMatchObject({ ended: null, completionTokens: 1 })
  expect(running?.received).toBeGreaterThanOrEqual(before)
})

test('the stamps are served as JSON and can be cleared', async () => {
  await using server = await startMockServer({ ttft: 1, interToken: 1, tokens: 3 })
  await ask(server.port, { body: chat() })
  const [stamps] = server.stamps()
  const served = await ask(server.port, { method: 'GET', path: '/mock/stamps' })
  expect(JSON.parse(served.body.toString())).toEqual([{ ...stamps, writes: [...(stamps?.writes ?? [])] }])
  await ask(server.port, { path: '/mock/reset' })
  expect(server.stamps()).toEqual([])
  expect(server.requests).toBe(0)
})
