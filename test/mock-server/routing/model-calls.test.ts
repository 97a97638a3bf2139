import { expect, test } from 'vitest'
import { startMockServer } from '../../../src/mock-server/index.ts'

const options = { models: ['a', 'b'], coldStart: 10, mostLoaded: 1, ttft: 1, tokens: 1 } as const

const post = async (port: number, path: string, body: unknown): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: JSON.stringify(body) })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text }
}
const get = async (port: number, path: string): Promise<unknown> =>
  await (await fetch(`http://127.0.0.1:${port}${path}`)).json()

test("llama-server's router loads, evicts and unloads, and tells of it in events", async () => {
  await using server = await startMockServer({ ...options, software: 'llama-router' })
  const { port } = server
  const events = await fetch(`http://127.0.0.1:${port}/models/sse`)
  const reader = (events.body ?? new ReadableStream<Uint8Array>()).getReader()
  let told = ''
  const until = async (text: string): Promise<void> => {
    while (!told.includes(text)) told += new TextDecoder().decode((await reader.read()).value)
  }
  expect(await post(port, '/models/load', { model: 'a' })).toEqual({ status: 200, body: { success: true } })
  expect(await post(port, '/models/load', { model: 'a' })).toMatchObject({ status: 400 })
  await until('{"model":"a","event":"status_change","data":{"status":"loaded"}}')
  expect(await get(port, '/v1/models')).toMatchObject({ data: [{ status: { value: 'loaded' } }, { id: 'b' }] })
  await post(port, '/models/load', { model: 'b' })
  await until('{"model":"b","event":"status_change","data":{"status":"loaded"}}')
  expect(told).toContain('{"model":"a","event":"status_change","data":{"status":"unloaded","exit_code":0}}')
  expect(await post(port, '/models/unload', { model: 'a' })).toMatchObject({ status: 400 })
  expect(await post(port, '/models/unload', { model: 'x' })).toMatchObject({ status: 400 })
  expect(await post(port, '/models/load', { model: 'x' })).toMatchObject({ status: 404 })
  expect(await get(port, '/props')).toMatchObject({ role: 'router', max_instances: 1 })
  await reader.cancel()
})

test('Ollama loads without a prompt, and lets go what is not to be kept', async () => {
  await using server = await startMockServer({ ...options, software: 'ollama', models: ['a:latest', 'b:latest'] })
  const { port } = server
  expect(await post(port, '/api/generate', { model: 'a' })).toMatchObject({ body: { done_reason: 'load' } })
  expect(await get(port, '/api/ps')).toMatchObject({ models: [{ name: 'a:latest' }] })
  expect(await post(port, '/api/generate', { model: 'a', keep_alive: 0 })).toMatchObject({
    body: { done_reason: 'unload' },
  })
  expect(await get(port, '/api/ps')).toEqual({ models: [] })
  expect(await post(port, '/api/generate', { model: 'x' })).toMatchObject({ status: 404 })
  expect(await get(port, '/api/tags')).toMatchObject({ models: [{ name: 'a:latest' }, { name: 'b:latest' }] })
})

test('llama-swap starts what is asked for below /upstream, and stops it by name', async () => {
  await using server = await startMockServer({ ...options, software: 'llama-swap' })
  const { port } = server
  expect(await get(port, '/upstream/b/health')).toEqual({ status: 'ok' })
  expect(await get(port, '/running')).toEqual({ running: [{ model: 'b', state: 'ready' }] })
  expect(await post(port, '/api/models/unload/b', null)).toEqual({ status: 200, body: 'OK' })
  expect(await get(port, '/running')).toEqual({ running: [] })
  expect(await post(port, '/api/models/unload/x', null)).toMatchObject({ status: 404 })
})

test('LM Studio says how long a load took, and unloads an instance', async () => {
  await using server = await startMockServer({ ...options, mostLoaded: 2, software: 'lm-studio', brokenModels: ['b'] })
  const { port } = server
  const { body } = await post(port, '/api/v1/models/load', { model: 'a' })
  expect(body).toMatchObject({ model_instance_id: 'a', load_time_seconds: expect.closeTo(0.01, 1) as number })
  expect(await get(port, '/api/v1/models')).toMatchObject({ models: [{ loaded_instances: [{ id: 'a' }] }, {}] })
  expect(await post(port, '/api/v1/models/load', { model: 'b' })).toMatchObject({ status: 500 })
  expect(await post(port, '/api/v1/models/unload', { instance_id: 'a' })).toMatchObject({ status: 200 })
  expect(await post(port, '/api/v1/models/unload', { instance_id: 'a' })).toMatchObject({ status: 404 })
})

test('fm serve says who it is, and heeds no limit of tokens', async () => {
  await using server = await startMockServer({ software: 'fm', models: ['system'], ttft: 1, interToken: 0, tokens: 9 })
  const { port } = server
  expect(await get(port, '/v1/models')).toMatchObject({ data: [{ id: 'system', owned_by: 'Apple' }] })
  const messages = [{ role: 'user', content: 'Hi' }]
  expect(await post(port, '/v1/chat/completions', { messages, max_tokens: 2 })).toMatchObject({
    body: { usage: { completion_tokens: 9 } },
  })
})
