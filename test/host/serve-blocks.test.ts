import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Channel } from '../../src/channel/channel.ts'
import { connect } from '../../src/channel/connect.ts'
import type { BlockCalls } from '../../src/host/block-calls.ts'
import { listenForBlocks } from '../../src/host/serve-blocks.ts'

let folder = ''
let socket = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-blocks-test-'))
  socket = process.platform === 'win32' ? `\\\\.\\pipe\\${randomUUID()}` : join(folder, 'host.sock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface TestCalls extends BlockCalls<{ readonly id: string }> {
  prepare: { asked: string; answer: string }
  hello: { asked: null; answer: string }
}

interface Served {
  /** What has happened, in order. */
  readonly news: string[]
  readonly worker: () => Promise<Channel<TestCalls>>
}

async function serve(): Promise<Served> {
  const news: string[] = []
  const listen = listenForBlocks<TestCalls>((worker) => ({
    ...worker.blocks(
      async ({ id }: { readonly id: string }, _event, signal) =>
        await new Promise((_resolve, reject) => {
          news.push(`${id} runs`)
          signal.addEventListener('abort', () => {
            news.push(`${id} aborted`)
            reject(new Error('aborted'))
          })
        }),
    ),
    prepare: async (id) =>
      await worker.alone(() => {
        void worker.gone.then(() => news.push(`${id} released`))
        return id
      }),
    hello: () => 'hello',
  }))
  await listen(socket)
  return { news, worker: async () => await connect<TestCalls>(socket) }
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
