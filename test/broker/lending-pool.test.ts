import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { loadHost } from '../../src/broker/lent/load-host.ts'
import { isAlive } from '../servers/started.ts'
import { Surrounded } from './surrounded.ts'

test('the idle time of a process that died while it waited does not run on for the one in its place', async () => {
  await using hosts = new Surrounded(loadHost, 700)
  const { pool } = hosts
  const idle = await pool.lend(0)
  idle.giveBack()
  const dead = pool.find(idle.lease.id)
  dead?.kill()
  await dead?.exited
  const next = await pool.lend(0)
  const pid = hosts.pidOf(next.lease.id)
  // By now the first one would have been stopped.
  await pause(1000)
  expect(isAlive(pid)).toBe(true)
  expect((await pool.lend(0)).lease).toEqual(next.lease)
})

test('one that nobody has any more is stopped once its own idle time is over', async () => {
  await using hosts = new Surrounded(loadHost, 200)
  const { lease, giveBack } = await hosts.pool.lend(0)
  giveBack()
  // Giving back twice counts once.
  giveBack()
  expect((await hosts.pool.find(lease.id)?.obituary())?.message).toContain('was ended by SIGKILL')
})
