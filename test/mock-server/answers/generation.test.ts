import { expect, test } from 'vitest'
import { type RequestStamps, startMockServer } from '../../../src/mock-server/index.ts'
import { ask, chat } from '../raw-client.ts'

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
