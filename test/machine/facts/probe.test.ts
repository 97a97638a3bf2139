import { expect, test } from 'vitest'
import { now } from '../../../src/clock.ts'
import { attempt, commandOutput } from '../../../src/machine/facts/probe.ts'

const node = (code: string, timeout: number): string | null =>
  commandOutput(process.execPath, ['-e', code], { timeout })

test('what a command prints; one that fails, or is not there, is unknown', () => {
  expect(node("console.log('a')", 20_000)).toBe('a\n')
  expect(node('process.exit(1)', 20_000)).toBeNull()
  expect(commandOutput('no-such-program-here', [], { timeout: 1000 })).toBeNull()
  expect(
    attempt(() => {
      throw new TypeError('x')
    }),
  ).toBeNull()
})

test('a command that ignores its end, and one that floods, are unknown, and nobody waits for them', () => {
  const began = now()
  expect(node("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)", 500)).toBeNull()
  const flood = "const part = 'x'.repeat(65536); const more = () => process.stdout.write(part, more); more()"
  expect(node(`process.on('SIGTERM', () => {}); ${flood}`, 60_000)).toBeNull()
  expect(now() - began).toBeLessThan(30_000)
})
