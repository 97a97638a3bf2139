import { expect, test } from 'vitest'
import { now } from '../../src/clock.ts'
import { type RequestStamps, startMockServer } from '../../src/mock-server/index.ts'
import { ask, chat, RawClient, texts } from './raw-client.ts'

function gaps(stamps: RequestStamps | undefined): number[] {
  const writes = [...(stamps?.writes ?? [])]
  return writes.slice(1).map((time, index) => time - (writes[index] as number))
}

test('tokens are written on an absolute schedule, and read after they are written', async () => {
  await using server = await startMockServer({ ttft: 40, interToken: 5, tokens: 20 })
  const answer = await ask(server.port, { body: chat(), headers: { 'x-request-id': 'first' } })
  const [stamps] = server.stamps()
  if (stamps === undefined) throw new Error('no stamps')
  expect(stamps).toMatchObject({ id: 'first', fault: null, promptTokens: 4, completionTokens: 20 })
  expect(answer.headers.get('x-request-id')).toBe('first')
  expect(stamps.arrived).toBeGreaterThanOrEqual(answer.sentAt)
  expect(stamps.received).toBeGreaterThanOrEqual(stamps.arrived)
  for (const [index, written] of stamps.writes.entries()) {
    expect(written).toBeGreaterThanOrEqual(stamps.received + 40 + 5 * index)
    // The role chunk is the first event.
    expect(answer.events[index + 1]?.at).toBeGreaterThanOrEqual(written)
  }
  expect(stamps.ended).toBeGreaterThanOrEqual(stamps.writes.at(-1) ?? Number.NaN)
  expect(answer.endAt).toBeGreaterThanOrEqual(stamps.ended ?? Number.NaN)
})

test('the role chunk comes before the time to the first token', async () => {
  await using server = await startMockServer({ ttft: 300, interToken: 1, tokens: 2 })
  const answer = await ask(server.port, { body: chat() })
  const [role, first] = answer.events
  const [stamps] = server.stamps()
  expect(role?.at).toBeLessThan(stamps?.writes[0] ?? 0)
  expect(first?.at).toBeGreaterThanOrEqual(answer.sentAt + 300)
})

test('an answer that is not streamed takes as long as a streamed one', async () => {
  await using server = await startMockServer({ ttft: 30, interToken: 5, tokens: 11 })
  const answer = await ask(server.port, { body: chat({ stream: false }) })
  expect(answer.firstByteAt - answer.sentAt).toBeGreaterThanOrEqual(30 + 10 * 5)
  expect(server.stamps()[0]).toMatchObject({ completionTokens: 11 })
  expect(server.stamps()[0]?.writes).toHaveLength(1)
})

test('the same seed gives the same jitter, another one another', async () => {
  const run = async (seed: number): Promise<RequestStamps | undefined> => {
    await using server = await startMockServer({ ttft: 20, interToken: 30, tokens: 5, jitter: 1, seed })
    await ask(server.port, { body: chat() })
    return server.stamps()[0]
  }
  const [first, again, other] = await Promise.all([run(1), run(1), run(4)])
  // Programmed gaps differ by tens of milliseconds, lateness is a few.
  expect(new Set(gaps(first).map((gap) => Math.round(gap / 8))).size).toBeGreaterThan(1)
  const difference = (a: RequestStamps | undefined, b: RequestStamps | undefined): number =>
    gaps(a).reduce((sum, gap, index) => sum + Math.abs(gap - (gaps(b)[index] ?? 0)), 0)
  expect(difference(first, again)).toBeLessThan(difference(first, other))
})

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

test('many streams at once each keep their schedule', async () => {
  await using server = await startMockServer({ ttft: 20, interToken: 5, tokens: 10 })
  const answers = await Promise.all(
    Array.from(
      { length: 40 },
      async (_, index) => await ask(server.port, { body: chat(), headers: { 'x-request-id': `r${index}` } }),
    ),
  )
  const byId = new Map(server.stamps().map((stamps) => [stamps.id, stamps]))
  expect(byId.size).toBe(40)
  for (const [index, answer] of answers.entries()) {
    const stamps = byId.get(`r${index}`)
    if (stamps === undefined) throw new Error('no stamps')
    for (const [token, written] of stamps.writes.entries()) {
      expect(written).toBeGreaterThanOrEqual(stamps.received + 20 + 5 * token)
      expect(answer.events[token + 1]?.at).toBeGreaterThanOrEqual(written)
    }
  }
  expect(server).toMatchObject({ requests: 40, connections: 40 })
})

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
