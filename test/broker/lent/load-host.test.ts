import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { loadHost } from '../../../src/broker/lent/load-host.ts'
import { connect } from '../../../src/channel/connect.ts'
import type { LoadHostCalls } from '../../../src/host/load-host-calls.ts'
import { areGone, isAlive } from '../../servers/started.ts'
import { Surrounded } from '../surrounded.ts'

test('the n-th host is the same process for every load, and another one when it has died', async () => {
  await using hosts = new Surrounded(loadHost, 60_000)
  const { pool } = hosts
  const first = await pool.lend({ rack: 0, place: 0 })
  const [again, second] = [await pool.lend({ rack: 0, place: 0 }), await pool.lend({ rack: 0, place: 1 })]
  expect(again.lease).toEqual(first.lease)
  expect(second.lease.id).not.toBe(first.lease.id)
  pool.find(first.lease.id)?.kill()
  const obituary = await pool.find(first.lease.id)?.obituary()
  expect(obituary?.message).toMatch(/^the process making the load was ended by SIGKILL; its log is empty/)
  const [next, kept] = [await pool.lend({ rack: 0, place: 0 }), await pool.lend({ rack: 0, place: 1 })]
  expect(next.lease.id).not.toBe(first.lease.id)
  expect(kept.lease).toEqual(second.lease)
  const pids = [next, kept].map(({ lease }) => hosts.pidOf(lease.id))
  pool.close()
  expect(await areGone(pids)).toBe(true)
  await expect(pool.lend({ rack: 0, place: 0 })).rejects.toThrow('the run is ending: no load is made any more')
})

test('a host is stopped when no worker has had it for a while, and not before', async () => {
  await using hosts = new Surrounded(loadHost, 300)
  const { lease, giveBack } = await hosts.pool.lend({ rack: 0, place: 0 })
  const pid = hosts.pidOf(lease.id)
  // Whoever was lent it may take its time to connect, and to do something.
  await pause(500)
  const worker = await connect<LoadHostCalls>(lease.socket)
  expect(await worker.request('usage', null)).toHaveProperty('rssBytes')
  await pause(500)
  expect(isAlive(pid)).toBe(true)
  worker.close()
  giveBack()
  expect((await hosts.pool.find(lease.id)?.obituary())?.message).toContain('was ended by SIGKILL')
  expect((await hosts.pool.lend({ rack: 0, place: 0 })).lease.id).not.toBe(lease.id)
})

test('a host that is lent again before it is stopped stays', async () => {
  await using hosts = new Surrounded(loadHost, 400)
  const { lease, giveBack } = await hosts.pool.lend({ rack: 0, place: 0 })
  giveBack()
  await pause(150)
  const again = await hosts.pool.lend({ rack: 0, place: 0 })
  expect(again.lease).toEqual(lease)
  await pause(500)
  const worker = await connect<LoadHostCalls>(lease.socket)
  expect(await worker.request('usage', null)).toHaveProperty('rssBytes')
  worker.close()
})
