import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { loadHost } from '../../src/broker/lent/load-host.ts'
import { isAlive } from '../servers/started.ts'
import { Surrounded } from './surrounded.ts'

test('the idle time of a process that died while it waited does not run on for the one in its place', async () => {
  await using hosts = new Surrounded(loadHost, 700)
  const { pool } = hosts
  const idle = await pool.lend({ rack: 0, place: 0 })
  idle.giveBack()
  const dead = pool.find(idle.lease.id)
  dead?.kill()
  await dead?.exited
  const next = await pool.lend({ rack: 0, place: 0 })
  const pid = hosts.pidOf(next.lease.id)
  // By now the first one would have been stopped.
  await pause(1000)
  expect(isAlive(pid)).toBe(true)
  expect((await pool.lend({ rack: 0, place: 0 })).lease).toEqual(next.lease)
})

test('one that nobody has any more is stopped once its own idle time is over', async () => {
  await using hosts = new Surrounded(loadHost, 200)
  const { lease, giveBack } = await hosts.pool.lend({ rack: 0, place: 0 })
  giveBack()
  // Giving back twice counts once.
  giveBack()
  expect((await hosts.pool.find(lease.id)?.obituary())?.message).toContain('was ended by SIGKILL')
})

test('one that was asked to stop is lent to nobody until it has stopped, and then is the same one', async () => {
  await using hosts = new Surrounded(loadHost, 60_000)
  const { pool } = hosts
  const { lease } = await pool.lend({ rack: 0, place: 0 })
  pool.doubt(lease.id)
  let lent = false
  const next = pool.lend({ rack: 0, place: 0 }).finally(() => {
    lent = true
  })
  await pause(200)
  expect(lent).toBe(false)
  pool.settle(lease.id)
  expect((await next).lease.id).toBe(lease.id)
})

test('one that is killed because it did not stop is not lent to whoever waited for it, nor while it is dying', async () => {
  await using hosts = new Surrounded(loadHost, 60_000)
  const { pool } = hosts
  const { lease } = await pool.lend({ rack: 0, place: 0 })
  pool.doubt(lease.id)
  const waiting = pool.lend({ rack: 0, place: 0 })
  pool.kill(lease.id)
  const again = pool.lend({ rack: 0, place: 0 })
  expect((await waiting).lease.id).not.toBe(lease.id)
  expect((await again).lease.id).toBe((await waiting).lease.id)
})

test('closing lets go of whoever waits for one that was asked to stop', async () => {
  await using hosts = new Surrounded(loadHost, 60_000)
  const { lease } = await hosts.pool.lend({ rack: 0, place: 0 })
  hosts.pool.doubt(lease.id)
  const waiting = hosts.pool.lend({ rack: 0, place: 0 })
  const refused = expect(waiting).rejects.toThrow('the run is ending')
  hosts.pool.close()
  await refused
})
