import { createServer } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LlmBenchError } from '../../src/errors.ts'
import type { CallMap, Handlers, NoCalls } from '../../src/channel/calls.ts'
import { Channel, takeCalls } from '../../src/channel/channel.ts'
import { connect } from '../../src/channel/connect.ts'
import { SocketWire } from '../../src/channel/socket-wire.ts'

interface TestCalls {
  slow: { asked: number; answer: string; event: { at: string } }
  echo: { asked: unknown; answer: unknown }
  fail: { asked: null; answer: void }
  never: { asked: null; answer: void }
}

const handlers: Handlers<TestCalls> = {
  slow: async (ms, event) => {
    event({ at: 'start' })
    await new Promise((resolve) => void setTimeout(resolve, ms))
    return `after ${ms}`
  },
  echo: (value) => value,
  fail: () => {
    throw new LlmBenchError('model-not-found', 'no such model: check the path')
  },
  never: async () => await new Promise(() => {}),
}

interface Pair<Calls extends CallMap<Calls>> extends AsyncDisposable {
  readonly client: Channel<TestCalls>
  readonly served: Channel<NoCalls, Calls>
}

async function pair<Calls extends CallMap<Calls>>(handled: Handlers<Calls>): Promise<Pair<Calls>> {
  const folder = mkdtempSync(join(tmpdir(), 'channel-test-'))
  const path = join(folder, 'socket')
  const accepted = Promise.withResolvers<Channel<NoCalls, Calls>>()
  const server = createServer((socket) => accepted.resolve(takeCalls(new SocketWire(socket), handled)))
  await new Promise<void>((resolve) => void server.listen(path, resolve))
  const client = await connect<TestCalls>(path)
  const served = await accepted.promise
  return {
    client,
    served,
    async [Symbol.asyncDispose]() {
      client.close()
      served.close()
      await new Promise((resolve) => void server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

test('requests are answered in any order, with events before the answer', async () => {
  await using channels = await pair(handlers)
  const events: unknown[] = []
  const answers = await Promise.all([
    channels.client.request('slow', 40, (data) => void events.push(data)),
    channels.client.request('slow', 1),
  ])
  expect(answers).toEqual(['after 40', 'after 1'])
  expect(events).toEqual([{ at: 'start' }])
})

test('large values and float arrays arrive whole', async () => {
  await using channels = await pair(handlers)
  const values = Float64Array.from({ length: 300_000 }, (_, i) => i / 7)
  expect(await channels.client.request('echo', { values, missing: Number.NaN })).toEqual({
    values,
    missing: Number.NaN,
  })
})

test('an error keeps its code and message, and its stack leads to whoever asked', async () => {
  await using channels = await pair(handlers)
  const error = await askAndFail(channels.client)
  expect(error).toMatchObject({ code: 'model-not-found', message: 'no such model: check the path' })
  expect(error.stack).toContain('askAndFail')
})

async function askAndFail(client: Channel<TestCalls>): Promise<Error> {
  try {
    await client.request('fail', null)
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing failed')
}

test('a lost connection fails what is waited for and what comes after', async () => {
  await using channels = await pair(handlers)
  const waiting = channels.client.request('never', null)
  channels.served.close()
  await expect(waiting).rejects.toMatchObject({ code: 'host-crashed' })
  await channels.client.closed
  await expect(channels.client.request('never', null)).rejects.toMatchObject({ code: 'host-crashed' })
})

test('an unknown request is said to be unknown', async () => {
  await using channels = await pair({})
  await expect(channels.client.request('never', null)).rejects.toThrow('unknown request "never"')
})
