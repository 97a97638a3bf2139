import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { server } from '../../../src/broker/lent/server.ts'
import { withKey } from '../../../src/servers/server-spec.ts'
import { areGone, fake, isAlive } from '../../servers/started.ts'
import { Surrounded } from '../surrounded.ts'

describe('equal specs', () => {
  test('share one server, which each borrower hears starting', async () => {
    await using servers = new Surrounded(server, 60_000)
    const heard: string[][] = [[], []]
    const [one, other] = await Promise.all(
      heard.map(async (texts) => await servers.pool.lend(fake(['--load-ms', '300']), (text) => texts.push(text))),
    )
    expect(one?.lease.id).toBe(other?.lease.id)
    expect([one?.lease.startedNow, other?.lease.startedNow]).toEqual([true, false])
    expect(heard[0]?.length).toBeGreaterThan(0)
    expect(heard[1]).toEqual(heard[0])
  })

  test('of another file, or of the file written anew, do not', async () => {
    await using servers = new Surrounded(server, 60_000)
    const file = join(servers.folder, 'model.gguf')
    writeFileSync(file, 'one')
    const spec = withKey({ ...fake(), files: [file] })
    const first = await servers.pool.lend(spec)
    expect((await servers.pool.lend(spec)).lease.id).toBe(first.lease.id)
    appendFileSync(file, 'two')
    const second = await servers.pool.lend(spec)
    expect(servers.pidOf(second.lease.id)).not.toBe(servers.pidOf(first.lease.id))
    expect(isAlive(servers.pidOf(first.lease.id))).toBe(true)
  })

  test('are tried anew after one could not be started', async () => {
    await using servers = new Surrounded(server, 60_000)
    const spec = fake(['--crash', 'error: once more'])
    await expect(servers.pool.lend(spec)).rejects.toMatchObject({ code: 'server-failed' })
    await expect(servers.pool.lend(spec)).rejects.toMatchObject({ message: expect.stringContaining('server-2.log') })
  })
})

describe('a server', () => {
  test('stays while it is used and for the idle time, then ends', async () => {
    await using servers = new Surrounded(server, 400)
    const one = await servers.pool.lend(fake())
    const other = await servers.pool.lend(fake())
    const pid = servers.pidOf(one.lease.id)
    one.giveBack()
    one.giveBack()
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(isAlive(pid)).toBe(true)
    other.giveBack()
    const again = await servers.pool.lend(fake())
    expect(again.lease.id).toBe(one.lease.id)
    again.giveBack()
    expect(await areGone([pid])).toBe(true)
    const anew = await servers.pool.lend(fake())
    expect(anew.lease).toMatchObject({ startedNow: true })
    expect(servers.pidOf(anew.lease.id)).not.toBe(pid)
  })

  test('that ended under its borrower has an obituary, and is not lent again', async () => {
    await using servers = new Surrounded(server, 60_000)
    const { lease } = await servers.pool.lend(fake(['--say', 'error: pretended']))
    process.kill(servers.pidOf(lease.id), 'SIGKILL')
    const obituary = await servers.pool.find(lease.id)?.obituary()
    expect(obituary?.message).toMatch(
      /^fake was ended by SIGKILL; its log says: error: pretended \(.*\); finished requests are kept$/,
    )
    expect((await servers.pool.lend(fake(['--say', 'error: pretended']))).lease.id).not.toBe(lease.id)
    expect(servers.pool.find('server-99')).toBeNull()
  })
})

describe('closing', () => {
  test('ends what runs, gives up what starts, and lends no more', async () => {
    await using servers = new Surrounded(server, 60_000)
    const { pool } = servers
    const { lease } = await pool.lend(fake())
    const starting = pool.lend(fake(['--never-ready']), (text) => {
      if (text.includes('loading')) pool.close()
    })
    await expect(starting).rejects.toMatchObject({ code: 'aborted' })
    expect(await areGone([servers.pidOf(lease.id)])).toBe(true)
    pool.close()
    await expect(pool.lend(fake())).rejects.toMatchObject({ code: 'aborted' })
  })
})
