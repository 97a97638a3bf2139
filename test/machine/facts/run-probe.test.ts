import { expect, test } from 'vitest'
import { now, pause } from '../../../src/clock.ts'
import { isAlive } from '../../../src/machine/processes/is-alive.ts'
import { commandProbe, commandText, type Probe, runProbe } from '../../../src/machine/facts/run-probe.ts'

const never = new AbortController().signal
const node = (code: string) => commandProbe(process.execPath, ['-e', code], 'read')

test('what a program prints, whatever its exit code; where it printed nothing it failed', async () => {
  const said = await runProbe('p', node("console.log('a: 1'); process.exit(1)"), never)
  expect(said).toMatchObject({ answer: 'a: 1\n', record: { name: 'p', state: 'answered', format: 'read' } })
  expect((await runProbe('p', node('process.exit(1)'), never)).record.state).toBe('failed')
  const missing = await runProbe('p', commandProbe('no-such-program-here', [], 'read'), never)
  expect(missing).toMatchObject({ answer: null, record: { state: 'missing' } })
})

test('a reader that throws or understands nothing is no error', async () => {
  const probe = (ask: () => Promise<string | null>): Probe<string> => ({ format: 'read', ask })
  expect(
    (
      await runProbe(
        'p',
        probe(async () => null),
        never,
      )
    ).record.state,
  ).toBe('unreadable')
  expect(
    (
      await runProbe(
        'p',
        probe(() => Promise.reject(new TypeError('x'))),
        never,
      )
    ).record.state,
  ).toBe('failed')
})

test('a program that hangs is ended after its time, and is not waited for', async () => {
  const began = now()
  let pid = 0
  const hangs: Probe<string> = {
    format: 'read',
    ask: async (signal) => {
      const text = commandText(
        process.execPath,
        ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); require('fs').writeSync(1, 'x')"],
        signal,
      )
      signal.addEventListener('abort', () => (pid = 1))
      return await text
    },
  }
  const { record } = await runProbe('p', hangs, never, 300)
  expect(record.state).toBe('slow')
  expect(now() - began).toBeLessThan(20_000)
  expect(pid).toBe(1)
})

test('a measurement cuts it short', async () => {
  const cut = new AbortController()
  const ended = runProbe('p', node('setInterval(() => {}, 1000)'), cut.signal, 60_000)
  await pause(50)
  cut.abort()
  expect((await ended).record.state).toBe('cut')
  expect((await runProbe('p', node('console.log(1)'), cut.signal)).record.state).toBe('cut')
  expect(isAlive(process.pid)).toBe(true)
})
