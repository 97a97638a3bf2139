import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from '../../src/host/connect.ts'
import { LoadHostPool } from '../../src/broker/load-host-pool.ts'

let folder = ''
let pool: LoadHostPool
const socketOf = (id: string): string =>
  process.platform === 'win32' ? `\\\\.\\pipe\\${id}-${process.pid}` : join(folder, `${id}.sock`)
function poolOf(idleMs: number): LoadHostPool {
  pool = new LoadHostPool({ idleMs, socketOf, logFile: (id) => join(folder, `${id}.log`) })
  return pool
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'load-host-pool-test-'))
})
afterEach(() => {
  pool.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the n-th host is the same process for every load, and another one when it has died', async () => {
  const hosts = poolOf(60_000)
  const [[first], [again, second]] = [await hosts.lend(1), await hosts.lend(2)]
  expect(again).toBe(first)
  expect(second?.pid).not.toBe(first?.pid)
  first?.kill()
  expect((await hosts.obituary(first?.id ?? ''))?.message).toMatch(
    /^the process making the load was ended by SIGKILL; its log is empty/,
  )
  const [next, kept] = await hosts.lend(2)
  expect(next?.id).not.toBe(first?.id)
  expect(kept).toBe(second)
  hosts.close()
  await Promise.all([next?.exited, kept?.exited])
  await expect(hosts.lend(1)).rejects.toThrow('the run is ending')
})

test('a host is stopped when no worker has been connected for a while, and not before', async () => {
  const hosts = poolOf(300)
  const [host] = await hosts.lend(1)
  if (host === undefined) throw new Error('no host')
  let gone = false
  void host.exited.then(() => {
    gone = true
  })
  // Whoever was lent it may take its time to connect, and to do something.
  await pause(500)
  const worker = await connect(socketOf(host.id))
  await worker.request('usage', null)
  await pause(500)
  expect(gone).toBe(false)
  worker.close()
  expect(await host.exited).toMatchObject({ signal: 'SIGKILL' })
  const [next] = await hosts.lend(1)
  expect(next?.id).not.toBe(host.id)
})

test('a host that is lent again before it is stopped stays', async () => {
  const hosts = poolOf(400)
  const [host] = await hosts.lend(1)
  const worker = await connect(socketOf(host?.id ?? ''))
  await worker.request('usage', null)
  worker.close()
  await pause(150)
  const [again] = await hosts.lend(1)
  expect(again).toBe(host)
  await pause(500)
  const next = await connect(socketOf(host?.id ?? ''))
  expect(await next.request('usage', null)).toHaveProperty('rssBytes')
  next.close()
})
