import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { parseAnswer } from '../../../src/http/answer/answer.ts'
import type { HttpTimeouts } from '../../../src/http/socket/client.ts'
import { readsSoFar } from '../../../src/read-turns.ts'
import { ask, clientOf } from '../support/asking.ts'
import { chunk, delta, lastChunk, plain, shortStream, streamHead } from '../support/messages.ts'
import { unreadServer } from '../support/unread-server.ts'

// Several, so that the order in which their sockets are read plays no part.
const clients = 5
const timeoutMs = 60
const limits: readonly Partial<HttpTimeouts>[] = [{ firstTokenMs: timeoutMs }, { totalMs: timeoutMs }]

test.each(limits)('an answer that came while the process stood still is no time-out: %o', async (limit) => {
  await using server = await unreadServer({ text: shortStream })
  using client = clientOf(server.url, limit)
  await client.open(clients)
  const asked = Array.from({ length: clients }, async () => ask(client))
  await server.blockUntilAnswered(clients, 3 * timeoutMs)
  for (const exchange of await Promise.all(asked)) {
    expect(exchange).toMatchObject({ failure: null, retried: false })
    expect(parseAnswer(exchange, 'chat').text).toBe('Hi')
  }
})

test.each(limits)('a reset that came while the process stood still is a reset: %o', async (limit) => {
  const begun = streamHead + chunk(delta({ role: 'assistant', content: '' })).toString()
  for (const text of ['', begun]) {
    await using server = await unreadServer(...(text === '' ? [] : [{ text }]), { end: 'RST' })
    using client = clientOf(server.url, limit)
    await client.open(clients)
    const asked = Array.from({ length: clients }, async () => ask(client))
    await server.blockUntilAnswered(clients, 3 * timeoutMs)
    const classes = (await Promise.all(asked)).map(({ failure }) => failure?.class)
    expect(classes).toEqual(classes.map(() => 'reset'))
  }
})

test('a token that came while the process stood still is no stall, and a reset then is a reset', async () => {
  const early = streamHead + chunk(delta({ content: 'a' })).toString()
  const rest = chunk(delta({ content: 'b' }, 'stop')).toString() + lastChunk
  for (const [step, expected] of [
    [{ text: rest }, undefined],
    [{ end: 'RST' }, 'reset'],
  ] as const) {
    await using server = await unreadServer({ early }, step)
    // The first token has to be read within the time-out, however busy the machine is.
    using client = clientOf(server.url, { stallMs: 1000 })
    const before = readsSoFar()
    const asked = ask(client)
    while (readsSoFar() === before) await turn()
    await server.blockUntilAnswered(1, 1500)
    const exchange = await asked
    expect(exchange.failure?.class).toBe(expected)
    expect(parseAnswer(exchange, 'chat').text).toBe(expected === undefined ? 'ab' : 'a')
  }
})

test('an end before the end of the body that came meanwhile is told as that', async () => {
  await using server = await unreadServer({ text: streamHead }, { end: 'FIN' })
  using client = clientOf(server.url, { firstTokenMs: timeoutMs })
  await client.open(1)
  const asked = ask(client)
  await server.blockUntilAnswered(1, 3 * timeoutMs)
  expect((await asked).failure?.class).toBe('truncated')
})

test('a whole answer has the total time-out, which what has come keeps to', async () => {
  await using server = await unreadServer({ text: plain('{}') })
  using client = clientOf(server.url, { totalMs: timeoutMs })
  await client.open(1)
  const asked = client.exchange(
    { method: 'GET', path: '/models', headers: {}, body: null, expects: 'whole' },
    new AbortController().signal,
  )
  await server.blockUntilAnswered(1, 3 * timeoutMs)
  expect(await asked).toMatchObject({ failure: null, status: 200 })
})

test('one that says nothing still runs into its time-out', async () => {
  await using server = await unreadServer()
  using client = clientOf(server.url, { firstTokenMs: timeoutMs })
  await client.open(1)
  const asked = ask(client)
  await server.blockUntilAnswered(1, 3 * timeoutMs)
  expect((await asked).failure?.class).toBe('first-token-timeout')
})
