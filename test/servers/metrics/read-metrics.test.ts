import { expect, test } from 'vitest'
import { MetricsReader } from '../../../src/servers/metrics/read-metrics.ts'
import { clientOf } from '../../http/support/asking.ts'
import { plain } from '../../http/support/messages.ts'
import { type Script, scriptedServer } from '../../http/support/scripted-server.ts'

const vllm = plain('vllm:prompt_tokens_total{model_name="m"} 7\n', '200 OK', 'content-type: text/plain')
const headers = { authorization: 'Bearer k', 'x-team': 'search' }

/** Answers with metrics only where the key is sent. */
const guarded =
  (status: string): Script =>
  (request) => [request.includes('authorization: Bearer k') ? vllm : plain('', status)]

test('the key is sent only where the server refuses without, and then at once', async () => {
  for (const status of ['401 Unauthorized', '403 Forbidden']) {
    await using server = await scriptedServer(guarded(status))
    using client = clientOf(new URL(server.url).origin)
    const reader = new MetricsReader(client, '/metrics', headers)
    for (let i = 0; i < 2; i++)
      expect(await reader.read()).toMatchObject({ state: 'read', metrics: { server: 'vllm', promptTokens: 7 } })
    expect(server.requests.map((request) => request.includes('Bearer k'))).toEqual([false, true, true])
    expect(server.requests[0]).not.toContain('x-team')
    expect(server.connections()).toBe(1)
  }
})

test('the key is not sent to a server that answers without, has no metrics, or is not to have it', async () => {
  for (const [answer, given] of [
    [vllm, headers],
    [plain('', '404 Not Found'), headers],
    [plain('', '500 No'), headers],
    [plain('', '401 Unauthorized'), null],
  ] as const) {
    await using server = await scriptedServer(() => [answer])
    using client = clientOf(new URL(server.url).origin)
    await new MetricsReader(client, '/metrics', given).read()
    expect(server.requests.join('')).not.toContain('Bearer k')
    expect(server.requests).toHaveLength(1)
  }
})

test('why there are none is said', async () => {
  const reasonOf = async (script: Script): Promise<unknown> => {
    await using server = await scriptedServer(script)
    using client = clientOf(new URL(server.url).origin)
    return await new MetricsReader(client, '/metrics', headers).read()
  }
  expect(await reasonOf(() => [plain('', '404 Not Found')])).toEqual({
    state: 'none',
    reason: 'status 404: Not Found',
    slow: false,
  })
  expect(await reasonOf(guarded('401 Unauthorized'))).toMatchObject({ state: 'read' })
  expect(await reasonOf(() => [plain('other_total 1\n')])).toEqual({
    state: 'none',
    reason: "they are in names that are not known here (vLLM's, SGLang's and llama-server's are)",
    slow: false,
  })
  expect(await reasonOf(() => [])).toEqual({ state: 'none', reason: 'there was no answer within 2 s', slow: true })
})

test('of a page that is no page of metrics the reading ends', async () => {
  const line = 'vllm:prompt_tokens_total{model_name="m"} 7\n'
  await using server = await scriptedServer(() => [plain(line.repeat(300_000))])
  using client = clientOf(new URL(server.url).origin)
  expect(await new MetricsReader(client, '/metrics', null).read()).toMatchObject({
    state: 'none',
    reason: 'they are more than 8.39 MB',
  })
})
