import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Channel } from '../../src/host/channel.ts'
import { connect } from '../../src/host/connect.ts'
import { serveBlocks } from '../../src/host/serve-blocks.ts'

let folder = ''
let socket = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-blocks-test-'))
  socket = process.platform === 'win32' ? `\\\\.\\pipe\\${randomUUID()}` : join(folder, 'host.sock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Served {
  /** What has happened, in order. */
  readonly news: string[]
  readonly worker: () => Promise<Channel>
}

async function serve(): Promise<Served> {
  const news: string[] = []
  await serveBlocks<{ readonly id: string }>(socket, {
    block: async ({ id }, _event, signal) =>
      await new Promise((_resolve, reject) => {
        news.push(`${id} runs`)
        signal.addEventListener('abort', () => {
          news.push(`${id} aborted`)
          reject(new Error('aborted'))
        })
      }),
    queued: {
      prepare: (id: string, gone) => {
        void gone.then(() => news.push(`${id} released`))
        return id
      },
    },
    direct: { hello: () => 'hello' },
    connected: (workers) => news.push(`${workers} connected`),
  })
  return { news, worker: async () => await connect(socket) }
}

test('a worker that is gone takes its block and what was prepared for it along, and nothing of others', async () => {
  const { news, worker } = await serve()
  const [one, other] = [await worker(), await worker()]
  await one.request('prepare', 'first')
  await other.request('prepare', 'second')
  const block = one.request('block', { id: 'block' })
  await vi.waitFor(() => expect(news).toContain('block runs'))
  one.close()
  await expect(block).rejects.toThrow('connection')
  await vi.waitFor(() => expect(news).toContain('first released'))
  // What a block uses is not taken from it while it runs.
  expect(news.indexOf('block aborted')).toBeLessThan(news.indexOf('first released'))
  expect(news).not.toContain('second released')
  expect(await other.request('hello', null)).toBe('hello')
  other.close()
  await vi.waitFor(() => expect(news).toContain('second released'))
})

test('how many workers are connected is told whenever it changes', async () => {
  const { news, worker } = await serve()
  const [one, other] = [await worker(), await worker()]
  await vi.waitFor(() => expect(news).toEqual(['1 connected', '2 connected']))
  one.close()
  other.close()
  await vi.waitFor(() => expect(news).toEqual(['1 connected', '2 connected', '1 connected', '0 connected']))
})

test('what is prepared for a worker that was gone before its turn is released at once', async () => {
  const { news, worker } = await serve()
  const [one, other] = [await worker(), await worker()]
  const block = one.request('block', { id: 'block' }).catch(() => {})
  await vi.waitFor(() => expect(news).toContain('block runs'))
  const prepared = other.request('prepare', 'late').catch(() => {})
  await other.request('hello', null)
  other.close()
  await prepared
  one.close()
  await block
  await vi.waitFor(() => expect(news).toContain('late released'))
})
