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
  return logEnd(log, { from: 0 }, spec)
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

test('the first cause stands before what it caused, and no request is one', () => {
  const log = `
INFO: loading
WARNING: Failed to import from vllm._C with ModuleNotFoundError("No module named 'vllm._C'")
(EngineCore_DP0 pid=7) ERROR 11-26 10:00:00 [core.py:8] Traceback (most recent call last):
(EngineCore_DP0 pid=7) ERROR 11-26 10:00:00 [core.py:8]   File "core.py", line 8, in init
(EngineCore_DP0 pid=7) ERROR 11-26 10:00:00 [core.py:8] ValueError: the context is longer than the model's
(APIServer pid=6) Traceback (most recent call last):
(APIServer pid=6)   File "error_handler.py", line 3, in run
(APIServer pid=6) RuntimeError: Engine core initialization failed. See root cause above.
127.0.0.1 - - [26/Nov/2026 10:37:11] "GET /error HTTP/1.1" 503 -
INFO:     127.0.0.1:50000 - "GET /health HTTP/1.1" 503 Service Unavailable, error
[GIN] 2026/11/26 - 10:00:00 | 500 | error | GET "/api/version"
error: the worker failed
`
  expect(endOf(log)).toBe(
    "its log says: (EngineCore_DP0 pid=7) ERROR 11-26 10:00:00 [core.py:8] ValueError: the context is longer than the model's | " +
      '(APIServer pid=6) RuntimeError: Engine core initialization failed. See root cause above. | error: the worker failed',
  )
})

test('what was written after it was told to end is no cause', () => {
  const log = join(folder, 'stopped.log')
  writeFileSync(log, 'loading\nstill loading\nerror: asyncio was cancelled\n')
  expect(logEnd(log, { from: 0, until: 22 }, spec)).toBe('its log says: loading | still loading')
})

test('a long log is read from its beginning, too', () => {
  const log = join(folder, 'long.log')
  writeFileSync(log, `error: no such file a.gguf\n${'loading\n'.repeat(60_000)}error: gave up\n`)
  expect(logEnd(log, { from: 0 }, spec)).toBe('its log says: error: no such file a.gguf | error: gave up')
})
