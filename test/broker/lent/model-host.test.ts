import { expect, test } from 'vitest'
import { modelHost } from '../../../src/broker/lent/model-host.ts'
import { withDescendants } from '../../../src/machine/processes/descendants.ts'
import { wanted } from '../micro-model.ts'
import { Surrounded } from '../surrounded.ts'

test('a host is shared by whatever means the same model, loaded in the same way', async () => {
  await using hosts = new Surrounded(modelHost, 60_000)
  const heard: string[] = []
  const [first, named, other] = await Promise.all([
    hosts.pool.lend(wanted('synthetic:micro'), (text) => heard.push(text)),
    hosts.pool.lend(wanted('tiny')),
    hosts.pool.lend(wanted('tiny', 2)),
  ])
  expect(first.lease).toMatchObject({ loadedNow: true, model: { source: 'synthetic', threads: 1 } })
  expect(first.lease.startupMs).toBeGreaterThan(0)
  expect(heard).toContain('starting the engine')
  expect(named.lease).toEqual({ ...first.lease, loadedNow: false })
  expect(other.lease).toMatchObject({ loadedNow: true, model: { threads: 2 } })
  expect(hosts.pidOf(other.lease.id)).not.toBe(hosts.pidOf(first.lease.id))
})

test('a host that cannot load its model is ended, and the next try starts another', async ({ skip }) => {
  skip(process.platform !== 'linux', 'processes are found in /proc')
  await using hosts = new Surrounded(modelHost, 60_000)
  const before = new Set(withDescendants(process.pid))
  for (const _ of [1, 2]) {
    await expect(hosts.pool.lend(wanted('/nowhere.gguf'))).rejects.toMatchObject({ code: 'model-not-found' })
  }
  await expect.poll(() => withDescendants(process.pid).filter((pid) => !before.has(pid))).toEqual([])
})

test('a host that is closed while it loads is ended', async ({ skip }) => {
  skip(process.platform !== 'linux', 'processes are found in /proc')
  await using hosts = new Surrounded(modelHost, 60_000)
  const before = new Set(withDescendants(process.pid))
  const loading = hosts.pool.lend(wanted('synthetic:micro'), () => hosts.pool.close())
  await expect(loading).rejects.toThrow('the process running model "synthetic:micro" was ended by SIGKILL')
  await expect.poll(() => withDescendants(process.pid).filter((pid) => !before.has(pid))).toEqual([])
})
