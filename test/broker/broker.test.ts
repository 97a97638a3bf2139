import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Broker } from '../../src/broker/broker.ts'
import type { BrokerCalls, LockWanted } from '../../src/broker/calls.ts'
import type { Channel } from '../../src/channel/channel.ts'
import { connect, connectWithin } from '../../src/channel/connect.ts'
import type { LoadHostCalls } from '../../src/host/load-host-calls.ts'
import '../support/jest-extended.ts'
import { fake } from '../servers/started.ts'
import { wanted } from './micro-model.ts'

class Brokered implements AsyncDisposable {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'broker-test-'))
  readonly broker: Broker = new Broker(this.settings('before', 600_000))

  settings(output: string, idleMs: number): ConstructorParameters<typeof Broker>[0] {
    return { outputDirectory: join(this.folder, output), cacheDirectory: this.folder, idleMs }
  }

  async worker(): Promise<Channel<BrokerCalls>> {
    return await connect<BrokerCalls>(this.broker.socket)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.broker.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Borrows one of each kind. */
async function borrowAll(worker: Channel<BrokerCalls>): Promise<string[]> {
  const server = await worker.request('server', fake())
  const loadHosts = await worker.request('load-hosts', { count: 1, rack: 0 })
  const host = await worker.request('model-host', wanted('tiny'))
  const hosts = [...loadHosts, host]
  return [server.id, ...hosts.map(({ id }) => id)]
}

test('a changed configuration reaches every kind of process that is lent', async () => {
  await using brokered = new Brokered()
  const { broker, folder } = brokered
  const logs = (output: string): string[] =>
    readdirSync(join(folder, output, 'logs'))
      .filter((name) => name.endsWith('.log'))
      .map((name) => /(?:server|load|host)-\d+/.exec(name)?.[0] ?? name)
  const first = await brokered.worker()
  const before = await borrowAll(first)
  expect(logs('before')).toIncludeSameMembers(before)

  broker.configure(brokered.settings('after', 300))
  broker.newRun()
  const second = await brokered.worker()
  const kept = await borrowAll(second)
  expect(kept).toEqual(before)
  first.close()
  second.close()

  const third = await brokered.worker()
  const ends = await Promise.all(kept.map(async (id) => await third.request('obituary', id)))
  for (const end of ends) expect(end).toContain('was ended by')
  const after = await borrowAll(third)
  expect(logs('after')).toIncludeSameMembers(after)
  expect(logs('before')).toHaveLength(3)
})

test('journals of a run are in one folder below each report, of the next run in another', async () => {
  await using brokered = new Brokered()
  const { broker, folder } = brokered
  const [a, b] = [join(folder, 'a'), join(folder, 'b')]
  const [one, other] = [await brokered.worker(), await brokered.worker()]
  expect(broker.journalOf(a)).toBeNull()
  const first = await one.request('journal-folder', a)
  expect(dirname(first)).toBe(join(a, 'journal'))
  expect(await other.request('journal-folder', a)).toBe(first)
  expect(dirname(await other.request('journal-folder', b))).toBe(join(b, 'journal'))
  expect(broker.journalOf(a)).toBe(first)
  broker.newRun()
  expect(broker.journalOf(a)).toBeNull()
  one.close()
  other.close()
})

function machine(id: string): LockWanted {
  return { id, name: id, resources: ['machine'] }
}

test('workers that want other resources have them at the same time, and are told of each other', async () => {
  await using brokered = new Brokered()
  const [one, other] = [await brokered.worker(), await brokered.worker()]
  await one.request('lock', { id: 'a', name: 'on the processor', resources: ['cpu'] })
  await other.request('lock', { id: 'b', name: 'elsewhere', resources: ['endpoint:https://a'] })
  const third = other.request('lock', { id: 'c', name: 'both', resources: ['cpu', 'gpu:0'] })
  const whole = one.request('lock', machine('d'))
  // It would have room now, but asked after somebody who waits for all of it.
  const late = one.request('lock', { id: 'e', name: 'late', resources: ['gpu:1'] })
  expect(await one.request('unlock', 'a')).toEqual(['elsewhere'])
  await third
  expect(await other.request('unlock', 'b')).toEqual(['on the processor', 'both'])
  expect(await other.request('unlock', 'c')).toEqual(['elsewhere'])
  await whole
  expect(await one.request('unlock', 'd')).toEqual([])
  await late
})

test('a rack of load hosts is used by one measurement at a time', async () => {
  await using brokered = new Brokered()
  const [one, other] = [await brokered.worker(), await brokered.worker()]
  const racks = [await one.request('rack', 'a'), await other.request('rack', 'b')]
  expect(racks).toEqual([1, 2])
  await one.request('free-rack', 'a')
  expect(await other.request('rack', 'c')).toBe(1)
  other.close()
  await expect.poll(async () => await one.request('rack', String(Math.random()))).toBe(1)
})

test('one worker at a time has the machine, and none that is gone', async () => {
  await using brokered = new Brokered()
  const [one, other] = [await brokered.worker(), await brokered.worker()]
  const order: string[] = []
  await one.request('lock', machine('a'))
  const second = other.request('lock', machine('b')).then(() => order.push('other has it'))
  const third = one.request('lock', machine('c')).then(() => order.push('one has it again'))
  const fourth = expect(other.request('lock', machine('d'))).rejects.toMatchObject({ code: 'aborted' })
  await other.request('unlock', 'd')
  await fourth
  await pause(50)
  order.push('one lets go')
  await one.request('unlock', 'a')
  await second
  other.close()
  await third
  expect(order).toEqual(['one lets go', 'other has it', 'one has it again'])
})

test('of what nobody lent, nothing is known', async () => {
  await using brokered = new Brokered()
  const worker = await brokered.worker()
  expect(await worker.request('obituary', 'host-1')).toBeNull()
  await expect(worker.request('memory', 'host-1')).rejects.toMatchObject({
    code: 'host-crashed',
    message: 'there is no process "host-1"',
  })
})

test.skipIf(process.platform === 'win32')(
  'sockets that somebody removed are made again, for new workers and for processes that are lent',
  async () => {
    await using brokered = new Brokered()
    const { broker } = brokered
    const first = await brokered.worker()
    const [before] = await first.request('load-hosts', { count: 1, rack: 0 })
    rmSync(dirname(broker.socket), { recursive: true })
    // A worker that is connected needs no socket of the broker, and gets one of the host.
    const [again] = await first.request('load-hosts', { count: 1, rack: 0 })
    expect(again).toEqual(before)
    const host = await connect<LoadHostCalls>(again?.socket ?? '')
    expect((await host.request('usage', null)).rssBytes).toBeGreaterThan(0)
    host.close()
    const second = await connectWithin<BrokerCalls>(broker.socket, 3000)
    const [third] = await second.request('load-hosts', { count: 1, rack: 0 })
    expect(third?.id).toBe(before?.id)
    // At the start of a run nobody waits for the next look.
    rmSync(dirname(broker.socket), { recursive: true })
    broker.newRun()
    const fourth = await brokered.worker()
    const [moved] = await fourth.request('load-hosts', { count: 1, rack: 0 })
    expect(moved?.id).toBe(before?.id)
    // A block would write there.
    const journal = await fourth.request('journal-folder', brokered.folder)
    rmSync(journal, { recursive: true })
    expect(await fourth.request('journal-folder', brokered.folder)).toBe(journal)
    expect(existsSync(journal)).toBe(true)
  },
)
