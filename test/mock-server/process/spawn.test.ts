import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { now } from '../../../src/clock.ts'
import { spawnMockServer, startMockServer } from '../../../src/mock-server/index.ts'
import { ask, chat, RawClient, texts } from '../raw-client.ts'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('a server in its own process stamps with the same clock', async () => {
  await using server = await spawnMockServer({ ttft: 20, interToken: 5, tokens: 4 })
  expect(server.pid).not.toBe(process.pid)
  const before = now()
  const answer = await ask(server.port, { body: chat(), headers: { 'x-request-id': 'x' } })
  expect(texts(answer).deltas).toBe(4)
  const [stamps] = await server.stamps()
  // A server that is set aside behind a write stamps it when its bytes have long been read.
  const after = now()
  expect(stamps).toMatchObject({ id: 'x', completionTokens: 4 })
  expect(stamps?.writes).toBeInstanceOf(Float64Array)
  const times = [before, stamps?.arrived, stamps?.received, ...(stamps?.writes ?? []), after]
  expect(times).toEqual(times.toSorted((a, b) => (a ?? 0) - (b ?? 0)))
  // The answer may be here before the server goes on to stamp its end.
  expect(stamps?.ended).toBeGreaterThanOrEqual(stamps?.writes.at(-1) ?? Number.POSITIVE_INFINITY)
  expect(await server.counts()).toMatchObject({ requests: 1, connections: 1, userMs: expect.any(Number) })
  await server.reset()
  expect(await server.stamps()).toEqual([])
  expect(await server.counts()).toMatchObject({ requests: 0 })
})

test('closing ends the process, and what is asked afterwards fails in one line', async () => {
  const server = await spawnMockServer()
  await server.close()
  expect(isAlive(server.pid)).toBe(false)
  await expect(RawClient.open(server.port)).rejects.toThrow('ECONNREFUSED')
  await expect(server.stamps()).rejects.toThrow('the process of the mock server was ended by SIGKILL: start it again')
  await server.close()
})

test('options are refused before and after the process is there', async () => {
  await expect(spawnMockServer({ ttft: -1 })).rejects.toThrow(
    'spawnMockServer({ ttft }): -1 is not allowed here; give milliseconds of 0 or more',
  )
  await expect(spawnMockServer({ text: (() => 'x') as never })).rejects.toThrow(
    'spawnMockServer({ text }): a function, which does not reach another process, is not allowed here; give a text',
  )
  await using server = await startMockServer()
  await expect(spawnMockServer({ port: server.port })).rejects.toThrow(
    `spawnMockServer({ port }): ${server.port}, which is in use, is not allowed here; give another`,
  )
})

test.for(['SIGKILL', 'its end'] as const)('the process ends with its parent: %s', async (how) => {
  const index = fileURLToPath(new URL('../../../src/mock-server/index.ts', import.meta.url))
  const stay = how === 'SIGKILL' ? 'setInterval(() => {}, 1000)' : ''
  const script = `import { spawnMockServer } from ${JSON.stringify(index)}
    const server = await spawnMockServer()
    console.log(server.pid)
    ${stay}`
  const parent = execa(process.execPath, ['--input-type=module', '--eval', script], { reject: false, timeout: 20_000 })
  const pid = await new Promise<number>((resolve) => {
    parent.stdout.once('data', (text: Buffer) => resolve(Number(text.toString())))
  })
  if (how === 'SIGKILL') parent.kill('SIGKILL')
  // A server that was not closed does not keep its parent alive.
  expect((await parent).timedOut).toBe(false)
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10))
})

describe('several processes', () => {
  test('serve one port, and their stamps and counts are those of one server', async () => {
    await using server = await spawnMockServer({ ttft: 20, interToken: 1, tokens: 3, processes: 2, jitter: 0.1 })
    const ids = Array.from({ length: 24 }, (_, place) => `id-${place}`)
    // The kernel gives out connections by their ports: all 24 to one of two happens once in eight million runs.
    const answers = await Promise.all(
      ids.map(async (id) => await ask(server.port, { body: chat(), headers: { 'x-request-id': id } })),
    )
    expect(answers.map((answer) => texts(answer).deltas)).toEqual(ids.map(() => 3))
    const stamps = await server.stamps()
    expect(new Set(stamps.map(({ id }) => id))).toEqual(new Set(ids))
    const received = stamps.map((stamp) => stamp.received)
    expect(received).toEqual(received.toSorted((a, b) => a - b))
    expect(await server.counts()).toMatchObject({ requests: 24, connections: 24 })
    await server.reset()
    expect(await server.stamps()).toEqual([])
    expect(await server.counts()).toMatchObject({ requests: 0, connections: 0 })
  })

  test('tell nothing over HTTP that is true of one of them only', async () => {
    await using server = await spawnMockServer({ processes: 2 })
    for (const path of ['/metrics', '/mock/stamps']) {
      const answer = await fetch(new URL(path, server.url))
      expect(answer.status).toBe(404)
      expect(await answer.text()).toContain(`several processes have no ${path} of all`)
    }
    expect((await fetch(new URL('/health', server.url))).status).toBe(200)
  })

  test('end together, and leave none behind where the port is taken', async () => {
    const server = await spawnMockServer({ processes: 2 })
    await server.close()
    await expect(RawClient.open(server.port)).rejects.toThrow('ECONNREFUSED')
    await using other = await spawnMockServer({ processes: 2 })
    await expect(spawnMockServer({ port: other.port, processes: 2 })).rejects.toThrow(
      `spawnMockServer({ port }): ${other.port}, which is in use, is not allowed here; give another`,
    )
  })

  test.for([
    [{ slots: 4 }, 'slots'],
    [{ prefixCache: true }, 'prefixCache: true'],
    [{ oneConnection: true }, 'oneConnection'],
    [{ metrics: 'vllm' }, 'metrics'],
    [{ faults: [{ kind: 'stall', share: 0.5 }] }, 'faults that meet some of the requests'],
  ] as const)('are refused beside what one has to know of all: %o', async ([options, named]) => {
    await expect(spawnMockServer({ ...options, processes: 2 })).rejects.toThrow(
      'spawnMockServer({ processes }): more than one, of which none knows all requests, ' +
        `beside ${named} is not allowed here; give 1`,
    )
  })

  test('are a whole number of them', async () => {
    await expect(spawnMockServer({ processes: 0 })).rejects.toThrow('spawnMockServer({ processes }): 0 is not allowed')
  })
})
