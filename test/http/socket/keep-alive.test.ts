import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { KeepAlive } from '../../../src/http/socket/keep-alive.ts'
import { ask, clientOf } from '../support/asking.ts'
import { plain, shortStream } from '../support/messages.ts'
import { FIN, RST, scriptedServer } from '../support/scripted-server.ts'

test('a loss is the end of an idle connection only where none was kept for as long', () => {
  const keepAlive = new KeepAlive('stream')
  keepAlive.kept(30)
  expect(keepAlive.explains(20)).toBe(false)
  expect(keepAlive.trusts(20)).toBe(true)
  expect(keepAlive.explains(40)).toBe(true)
  // So soon after an answer it may be closed because of that: none is used again.
  expect(keepAlive).toMatchObject({ endsWithAnswer: true, isSupposed: true })
  expect(keepAlive.trusts(1)).toBe(false)
})

test('requests that come at once show nothing: one that is about to be closed takes a few', () => {
  const keepAlive = new KeepAlive('stream')
  keepAlive.kept(3)
  expect(keepAlive.explains(2)).toBe(true)
})

test('a connection that outlives its answer refutes that; one that is closed after it shows it', () => {
  const keepAlive = new KeepAlive('stream')
  keepAlive.explains(1)
  keepAlive.outlived()
  expect(keepAlive.trusts(1)).toBe(true)
  expect(keepAlive.explains(200)).toBe(false)
  const closes = new KeepAlive('stream')
  closes.closed(10)
  expect(closes).toMatchObject({ endsWithAnswer: true, isSupposed: false })
  const late = new KeepAlive('stream')
  late.closed(5000)
  expect(late.endsWithAnswer).toBe(false)
})

test('each loss lowers the time for which others are trusted', () => {
  const keepAlive = new KeepAlive('stream')
  keepAlive.kept(1000)
  expect(keepAlive.explains(5000)).toBe(true)
  expect(keepAlive.trusts(4600)).toBe(false)
  expect(keepAlive.trusts(4400)).toBe(true)
  expect(keepAlive.explains(800)).toBe(false)
  // One that was never used is not closed because of an answer.
  const unused = new KeepAlive('none')
  expect(unused.explains(100)).toBe(true)
  expect(unused.trusts(80)).toBe(true)
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

test('a server that closes after streams only is learned of by these, whatever else it keeps', async () => {
  await using server = await scriptedServer((request) =>
    request.startsWith('GET') ? [plain('{}')] : [shortStream, 3, FIN],
  )
  using client = clientOf(server.url)
  await client.open(3)
  const question = { method: 'GET', path: '/models', headers: {}, body: null, expects: 'whole' } as const
  for (let time = 0; time < 5; time++) {
    await client.exchange(question, new AbortController().signal)
    await sleep(20)
  }
  await client.open(3)
  const inTurn = async (): Promise<(string | null)[]> => {
    const failures: (string | null)[] = []
    for (let request = 0; request < 10; request++) failures.push((await ask(client)).failure?.class ?? null)
    return failures
  }
  const failures = await Promise.all([inTurn(), inTurn(), inTurn()])
  expect(failures.flat().filter((failure) => failure !== null)).toEqual([])
})
