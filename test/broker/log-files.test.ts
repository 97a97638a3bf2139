import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LogFiles } from '../../src/broker/log-files.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logs-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const logsIn = (): string[] => readdirSync(join(folder, 'logs')).filter((name) => name.endsWith('.log'))

test('the twenty newest stay, and those of processes that live', async () => {
  const logs = new LogFiles('/nowhere/broker.sock')
  const living = logs.create(folder, 'host-0')
  const made = Array.from({ length: 25 }, (_, place) => {
    const path = logs.create(folder, `load-${place}`)
    logs.ended(path)
    return path
  })
  await vi.waitFor(() => expect(logsIn()).toHaveLength(20))
  expect(existsSync(living)).toBe(true)
  expect(existsSync(made.at(-1) ?? '')).toBe(true)
  expect(existsSync(made[0] ?? '')).toBe(false)
  // A later execution has twenty of its own.
  logs.end()
  const next = new LogFiles('/nowhere/broker.sock')
  for (let more = 0; more < 20; more++) next.create(folder, `host-${more}`)
  await vi.waitFor(() => expect(existsSync(living)).toBe(false))
  await vi.waitFor(() => expect(readdirSync(join(folder, 'logs'))).toHaveLength(21))
})

test('logs of a user stay, whatever their name', async () => {
  mkdirSync(join(folder, 'logs'))
  const theirs = ['server.log', '2020-01-01T00-00-00-000Z-1-host-1.log', '0.log']
  for (const name of theirs) writeFileSync(join(folder, 'logs', name), 'precious')
  const logs = new LogFiles('/nowhere/broker.sock')
  const first = logs.create(folder, 'host-0')
  logs.ended(first)
  for (let more = 0; more < 25; more++) logs.ended(logs.create(folder, `load-${more}`))
  await vi.waitFor(() => expect(existsSync(first)).toBe(false))
  expect(logsIn()).toEqual(expect.arrayContaining(theirs))
})

test('a folder that was removed is made again', () => {
  const logs = new LogFiles('/nowhere/broker.sock')
  logs.create(folder, 'host-1')
  rmSync(join(folder, 'logs'), { recursive: true })
  const again = logs.create(folder, 'host-2')
  expect(logsIn()).toEqual([basename(again)])
  rmSync(join(folder, 'logs'), { recursive: true })
  logs.end()
  expect(existsSync(join(folder, 'logs'))).toBe(false)
})

test('where none can be written it is among the temporary files', () => {
  writeFileSync(join(folder, 'logs'), 'a file')
  const path = new LogFiles('/nowhere/broker.sock').create(folder, 'host-1')
  expect(path).toContain('vitest-llm-bench-log-')
  rmSync(join(path, '..'), { recursive: true })
})
