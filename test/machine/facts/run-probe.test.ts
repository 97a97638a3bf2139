import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
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

/** Code of a tool that ignores every gentle signal and tells its process, which a child of its own outlives. */
const stubborn = (more: string): string => `
  process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); process.on('SIGPIPE', () => {})
  require('fs').writeSync(1, String(process.pid) + '\\n'); ${more}; setInterval(() => {}, 1000)`

async function endedIn(code: string, timeoutMs: number): Promise<{ state: string; tookMs: number; pid: number }> {
  const began = now()
  let pid = 0
  const probe: Probe<string> = {
    format: 'read',
    ask: async (signal) => {
      const folder = mkdtempSync(join(tmpdir(), 'probe-test-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      const file = join(folder, 'pid')
      const asked = commandText(
        process.execPath,
        ['-e', `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid));${code}`],
        signal,
      )
      try {
        return await asked
      } finally {
        pid = Number(readFileSync(file, 'utf8'))
      }
    },
  }
  const { record } = await runProbe('p', probe, never, timeoutMs)
  const tookMs = now() - began
  await pause(300)
  return { state: record.state, tookMs, pid }
}

test('a tool that ignores its end, and one that floods, are ended by force and hold nobody up', async () => {
  const late = await endedIn(stubborn(''), 1500)
  expect(late.state).toBe('slow')
  expect(late.tookMs).toBeLessThan(20_000)
  expect(isAlive(late.pid)).toBe(false)
  const flood = "const part = 'x'.repeat(65536); const more = () => process.stdout.write(part, more); more()"
  const flooding = await endedIn(stubborn(flood), 60_000)
  expect(flooding.state).toBe('unreadable')
  expect(flooding.tookMs).toBeLessThan(30_000)
  expect(isAlive(flooding.pid)).toBe(false)
})

test('a child that outlives its tool and holds its output open keeps no process alive', async () => {
  const source = new URL('../../../src/machine/facts/run-probe.ts', import.meta.url).href
  const code = `
    const { commandProbe, runProbe } = await import(${JSON.stringify(source)})
    const tool = "require('child_process').spawn('sleep', ['20'], { stdio: ['ignore', 'inherit', 'ignore'] }); setInterval(() => {}, 1000)"
    const { record } = await runProbe('p', commandProbe(process.execPath, ['-e', tool], 'read'), new AbortController().signal, 800)
    console.log(record.state)`
  const began = now()
  const { stdout } = await execa(process.execPath, ['--no-warnings', '--input-type=module', '-e', code], {
    timeout: 15_000,
  })
  expect(stdout).toBe('slow')
  expect(now() - began).toBeLessThan(15_000)
})
