import { expect, test } from 'vitest'
import { startMockServer } from '../../src/mock-server/index.ts'
import { ask, chat } from './raw-client.ts'

const json = async (port: number, path: string): Promise<unknown> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`)
  return response.ok ? await response.json() : response.status
}

test('the software that is imitated is named in the list, and tells of its slots', async () => {
  await using llama = await startMockServer({ software: 'llama-server', slots: 3 })
  expect(await json(llama.port, '/v1/models')).toMatchObject({ data: [{ owned_by: 'llamacpp' }] })
  expect(await json(llama.port, '/props')).toMatchObject({ total_slots: 3 })
  expect(await json(llama.port, '/slots')).toHaveLength(3)
  expect(await json(llama.port, '/api/ps')).toBe(404)
  await using vllm = await startMockServer({ software: 'vllm', slots: 4 })
  expect(await json(vllm.port, '/server_info')).toEqual({ vllm_config: { scheduler_config: { max_num_seqs: 4 } } })
  await using plain = await startMockServer()
  expect(await json(plain.port, '/props')).toBe(404)
})

test('a model is loaded by the first request, and again after its runner died', async () => {
  await using server = await startMockServer({
    software: 'ollama',
    coldStart: 60,
    ttft: 1,
    tokens: 1,
    faults: [{ kind: 'runner-dies', requests: [2] }],
  })
  const loaded = async (): Promise<unknown> => await json(server.port, '/api/ps')
  expect(await loaded()).toEqual({ models: [] })
  await ask(server.port, { body: chat() })
  expect(await loaded()).toMatchObject({ models: [{ name: 'mock-model' }] })
  for (let request = 1; request < 4; request++) await ask(server.port, { body: chat() })
  const waits = server.stamps().map(({ writes, received }) => (writes[0] ?? Number.NaN) - received)
  expect(waits[0]).toBeGreaterThanOrEqual(60)
  expect(waits[3]).toBeGreaterThanOrEqual(60)
  expect(waits[2]).toBeNaN()
  expect((await json(server.port, '/v1/models')) as object).toMatchObject({ data: [{ owned_by: 'library' }] })
})

test('llama-swap lists what runs', async () => {
  await using server = await startMockServer({ software: 'llama-swap', coldStart: 5, ttft: 1, tokens: 1 })
  expect(await json(server.port, '/running')).toEqual({ running: [] })
  await ask(server.port, { body: chat() })
  expect(await json(server.port, '/running')).toEqual({ running: [{ model: 'mock-model', state: 'ready' }] })
})

test.for([
  ['llama-router', '/props?model=mock-model&autoload=false', 404, { total_slots: 2 }],
  ['llama-swap', '/upstream/mock-model/props', 404, { total_slots: 2 }],
  ['lm-studio', '/api/v0/models', { data: [{ state: 'not-loaded' }] }, { data: [{ state: 'loaded' }] }],
  [
    'llama-router',
    '/v1/models',
    { data: [{ status: { value: 'unloaded' } }] },
    { data: [{ status: { value: 'loaded' } }] },
  ],
] as const)('%s tells at %s what it knows once its model is loaded', async ([software, path, before, after]) => {
  await using server = await startMockServer({ software, slots: 2, coldStart: 5, ttft: 1, tokens: 1 })
  if (typeof before === 'number') expect(await json(server.port, path)).toBe(before)
  else expect(await json(server.port, path)).toMatchObject(before)
  await ask(server.port, { body: chat() })
  expect(await json(server.port, path)).toMatchObject(after)
})

test('LiteLLM and mlx-lm say who they are in their answers only', async () => {
  await using litellm = await startMockServer({ software: 'litellm', ttft: 1, tokens: 1 })
  expect((await fetch(`${litellm.url}/models`)).headers.get('x-litellm-version')).toBeNull()
  const answered = async (url: string, stream: boolean): Promise<Response> =>
    await fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }], stream }),
    })
  expect((await answered(litellm.url, true)).headers.get('x-litellm-version')).toBe('0.0.0-mock')
  await using mlx = await startMockServer({ software: 'mlx-lm', ttft: 1, tokens: 1 })
  for (const stream of [true, false])
    expect(await (await answered(mlx.url, stream)).text()).toContain('"system_fingerprint":"0.0.0-0.0.0-Linux')
})
