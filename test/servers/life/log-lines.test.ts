import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { logEnd } from '../../../src/servers/life/log-lines.ts'
import type { ServerSpec } from '../../../src/servers/server-spec.ts'

const folder = mkdtempSync(join(tmpdir(), 'log-lines-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const spec = { args: ['--api-key', 'sk-0123456789'], env: {} } as unknown as ServerSpec

function endOf(text: string): string {
  const log = join(folder, 'server.log')
  writeFileSync(log, text)
  return logEnd(log, 0, spec)
}

test('what tells of an error, else the last lines', () => {
  expect(endOf('loading\nerror: no such file\nbye\n')).toBe('its log says: error: no such file')
  expect(endOf('one\ntwo\n\u001B[0m\nthree\n')).toBe('its log says: two | three')
  expect(endOf('\u001B[0m\n\n')).toBe('its log is empty')
})

test('nothing in a log acts on the terminal', () => {
  expect(endOf('error: \u001B]52;c;aGk=\u0007bad\u202E \u001B[31mword\u001B[0m\u2028more\n')).toBe(
    'its log says: error: bad word more',
  )
})

test('a secret is masked although an invisible character lies in it', () => {
  expect(endOf('error: key sk-0123456789, sk-01234\u200B56789\n')).toBe('its log says: error: key <secret>, <secret>')
})
