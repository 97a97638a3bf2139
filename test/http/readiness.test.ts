import { expect, test } from 'vitest'
import { LlmBenchError } from '../../src/errors.ts'
import type { EndpointCheck } from '../../src/http/health.ts'
import { waitUntilReady } from '../../src/http/readiness.ts'
import { errorLine } from '../models/error-line.ts'
import { clientOf, usualAddress } from './support/asking.ts'
import { plain } from './support/messages.ts'
import { type Script, scriptedServer } from './support/scripted-server.ts'

const check: EndpointCheck = { ...usualAddress, headers: {}, model: 'tiny', kind: 'chat' }
const list = plain('{"data":[{"id":"tiny"}]}')
const loading = plain('{"error":{"message":"Loading model"}}', '503 Service Unavailable')
const refusal = plain('{"error":"no messages"}', '400 Bad Request')

async function wait(
  script: Script,
  changes: Partial<EndpointCheck> = {},
  timeoutMs = 20_000,
): Promise<{ line: string; told: string[]; asked: string[] }> {
  await using server = await scriptedServer(script)
  using client = clientOf(server.url)
  const told: string[] = []
  const { signal } = new AbortController()
  const waiting = { timeoutMs, tell: (text: string) => void told.push(text), signal }
  const line = await errorLine(async () => {
    await waitUntilReady(client, { ...check, ...changes }, waiting)
    throw new LlmBenchError('aborted', 'it is ready')
  })
  const asked = server.requests.map((request) => request.split(' ', 2).join(' '))
  return { line: line.replace(/127\.0\.0\.1:\d+/, 'HOST'), told, asked }
}

test('a server that lists its model while it loads is ready once it takes requests', async () => {
  const { line, told, asked } = await wait((request, total) =>
    request.startsWith('GET') ? [list] : [total < 5 ? loading : refusal],
  )
  expect(line).toContain('ready')
  expect(told[0]).toMatch(/^waiting for http:\/\/127\.0\.0\.1:\d+ \(status 503: Loading model\), 0 s$/)
  expect(asked.at(-1)).toBe('POST /v1/chat/completions')
})

test('a health path of its own says it alone, and without a check the path to generate at does', async () => {
  const own = await wait((_request, total) => [total < 3 ? plain('', '500 No') : plain('ok')], { health: '/health' })
  expect(own.asked).toEqual(['GET /v1/health', 'GET /v1/health', 'GET /v1/health'])
  expect((await wait(() => [refusal], { health: false })).asked).toEqual(['POST /v1/chat/completions'])
})

test('a list without a model is waited for where none is named', async () => {
  const script: Script = (request, total) =>
    request.startsWith('GET') ? [total < 4 ? plain('{"data":[]}') : list] : [refusal]
  expect((await wait(script, { model: null })).told[0]).toContain('it lists no model yet')
  expect((await wait(script)).told).toEqual([])
})

test('whatever waiting does not mend is for the check that follows', async () => {
  for (const status of ['401 Unauthorized', '404 Not Found', '500 Internal Server Error'])
    expect((await wait(() => [plain('no', status)])).told).toEqual([])
})

test('the end of the wait says what was waited for', async () => {
  expect((await wait(() => [loading], {}, 250)).line).toMatchInlineSnapshot(
    `"endpoint-unreachable: endpoint http://HOST was not ready within 250 ms (status 503: Loading model): raise readyTimeout, or see the server's log"`,
  )
  expect((await wait(() => [], {}, 250)).line).toContain('(no answer): raise readyTimeout')
})
