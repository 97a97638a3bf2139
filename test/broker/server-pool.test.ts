import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ServerPool } from '../../src/broker/server-pool.ts'
import { withKey } from '../../src/servers/server-spec.ts'
import { areGone, fake, isAlive, Started } from '../servers/started.ts'

class Pooled extends Started {
  readonly pool: ServerPool

  constructor(idleMs: number) {
    super()
    this.pool = new ServerPool({ idleMs, cacheDirectory: this.folder, logFile: (id) => join(this.folder, `${id}.log`) })
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    this.pool.close()
    await super[Symbol.asyncDispose]()
  }
}

describe('equal specs', () => {
  test('share one server, which each borrower hears starting', async () => {
    await using pooled = new Pooled(60_000)
    const heard: string[][] = [[], []]
    const [one, other] = await Promise.all(
      heard.map(async (texts) => await pooled.pool.lend(fake(['--load-ms', '300']), (text) => texts.push(text))),
    )
    expect(one?.server).toBe(other?.server)
    expect([one?.startedNow, other?.startedNow]).toEqual([true, false])
    expect(heard[0]?.length).toBeGreaterThan(0)
    expect(heard[1]).toEqual(heard[0])
  })

  test('of another file, or of the file written anew, do not', async () => {
    await using pooled = new Pooled(60_000)
    const file = join(pooled.folder, 'model.gguf')
    writeFileSync(file, 'one')
    const spec = withKey({ ...fake(), files: [file] })
    const first = await pooled.pool.lend(spec)
    expect((await pooled.pool.lend(spec)).server).toBe(first.server)
    appendFileSync(file, 'two')
    const second = await pooled.pool.lend(spec)
    expect(second.server.pid).not.toBe(first.server.pid)
    expect(isAlive(first.server.pid)).toBe(true)
  })

  test('are tried anew after one could not be started', async () => {
    await using pooled = new Pooled(60_000)
    const spec = fake(['--crash', 'error: once more'])
    await expect(pooled.pool.lend(spec)).rejects.toMatchObject({ code: 'server-failed' })
    await expect(pooled.pool.lend(spec)).rejects.toMatchObject({ message: expect.stringContaining('server-2.log') })
  })
})

describe('a server', () => {
  test('stays while it is used and for the idle time, then ends', async () => {
    await using pooled = new Pooled(400)
    const one = await pooled.pool.lend(fake())
    const other = await pooled.pool.lend(fake())
    one.giveBack()
    one.giveBack()
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(isAlive(one.server.pid)).toBe(true)
    other.giveBack()
    const again = await pooled.pool.lend(fake())
    expect(again.server.pid).toBe(one.server.pid)
    again.giveBack()
    expect(await areGone([one.server.pid])).toBe(true)
    const anew = await pooled.pool.lend(fake())
    expect(anew).toMatchObject({ startedNow: true })
    expect(anew.server.pid).not.toBe(one.server.pid)
  })

  test('that ended under its borrower has an obituary, and is not lent again', async () => {
    await using pooled = new Pooled(60_000)
    const { id, server } = await pooled.pool.lend(fake(['--say', 'error: pretended']))
    process.kill(server.pid, 'SIGKILL')
    const obituary = await pooled.pool.obituary(id)
    expect(obituary?.message).toMatch(
      /^fake was ended by SIGKILL; its log says: error: pretended \(.*\); finished requests are kept$/,
    )
    expect((await pooled.pool.lend(fake(['--say', 'error: pretended']))).server.pid).not.toBe(server.pid)
    await expect(pooled.pool.obituary('server-99')).resolves.toBeNull()
  })
})

describe('closing', () => {
  test('ends what runs, gives up what starts, and lends no more', async () => {
    await using pooled = new Pooled(60_000)
    const { server } = await pooled.pool.lend(fake())
    const starting = pooled.pool.lend(fake(['--never-ready']), (text) => {
      if (text.includes('loading')) pooled.pool.close()
    })
    await expect(starting).rejects.toMatchObject({ code: 'aborted' })
    expect(await areGone([server.pid])).toBe(true)
    pooled.pool.close()
    await expect(pooled.pool.lend(fake())).rejects.toMatchObject({ code: 'aborted' })
  })
})
