import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { KeepAlive } from '../../../src/http/socket/keep-alive.ts'
import { ask, clientOf } from '../support/asking.ts'
import { shortStream } from '../support/messages.ts'
import { FIN, RST, scriptedServer } from '../support/scripted-server.ts'

test('a loss is the end of an idle connection only where none was kept for as long', () => {
  const keepAlive = new KeepAlive()
  keepAlive.kept(3)
  expect(keepAlive.explains(2, true)).toBe(false)
  expect(keepAlive.trusts(2, true)).toBe(true)
  expect(keepAlive.explains(4, true)).toBe(true)
  // So soon after an answer it may be closed because of that: none is used again.
  expect(keepAlive).toMatchObject({ endsWithAnswer: true, isSupposed: true })
  expect(keepAlive.trusts(1, true)).toBe(false)
  expect(keepAlive.trusts(1, false)).toBe(true)
})

test('a connection that outlives its answer refutes that; one that is closed after it shows it', () => {
  const keepAlive = new KeepAlive()
  keepAlive.explains(1, true)
  keepAlive.outlived()
  expect(keepAlive.trusts(1, true)).toBe(true)
  expect(keepAlive.explains(200, true)).toBe(false)
  const closes = new KeepAlive()
  closes.closed(10)
  expect(closes).toMatchObject({ endsWithAnswer: true, isSupposed: false })
  const late = new KeepAlive()
  late.closed(5000)
  expect(late.endsWithAnswer).toBe(false)
})

test('each loss lowers the time for which others are trusted', () => {
  const keepAlive = new KeepAlive()
  keepAlive.kept(1000)
  expect(keepAlive.explains(5000, true)).toBe(true)
  expect(keepAlive.trusts(4600, true)).toBe(false)
  expect(keepAlive.trusts(4400, true)).toBe(true)
  expect(keepAlive.explains(800, true)).toBe(false)
  // Those that were never used are known by themselves.
  expect(keepAlive.trusts(4600, false)).toBe(true)
})

test.for([
  ['at once', [RST]],
  ['soon', [5, FIN]],
] as const)('a server that drops every third request %s makes failures of it', async ([, steps]) => {
  let dropped = 0
  await using server = await scriptedServer((_, total) => {
    if (total % 3 !== 0) return [shortStream]
    dropped++
    return steps
  })
  using client = clientOf(server.url)
  await client.open(1)
  let failed = 0
  let retried = 0
  for (let request = 0; request < 60; request++) {
    const exchange = await ask(client)
    if (exchange.failure?.class === 'reset') failed++
    if (exchange.retried) retried++
  }
  expect(dropped).toBeGreaterThan(15)
  expect(failed).toBeGreaterThanOrEqual(dropped - 4)
  expect(retried).toBeLessThanOrEqual(4)
})

test('a server that dropped one request is used over kept connections again, and its next drop is a failure', async () => {
  await using server = await scriptedServer((_, total) => (total === 2 || total === 12 ? [RST] : [shortStream]))
  using client = clientOf(server.url)
  await ask(client)
  const first = await ask(client)
  // A busy machine may see the loss too late for a second sending.
  if (!first.retried) return
  await sleep(400)
  const { connectionsOpened } = client
  const later = []
  for (let request = 0; request < 12; request++) later.push(await ask(client))
  expect(later.filter(({ retried }) => retried)).toEqual([])
  expect(later.map(({ failure }) => failure?.class ?? null).filter((failed) => failed !== null)).toEqual(['reset'])
  expect(client.connectionsOpened).toBe(connectionsOpened + 1)
})

test('a question that changes nothing is asked twice whatever is known', { retry: 3 }, async () => {
  await using server = await scriptedServer((_, total) => (total === 8 ? [RST] : [shortStream]))
  using client = clientOf(server.url)
  for (let request = 0; request < 7; request++) await ask(client)
  const question = { method: 'GET', path: '/models', headers: {}, body: null, expects: 'whole' } as const
  const exchange = await client.exchange(question, new AbortController().signal)
  expect(exchange).toMatchObject({ failure: null, retried: true })
})
