import { expect, test } from 'vitest'
import { startMockServer } from '../../../src/mock-server/index.ts'
import type { MockServerOptions } from '../../../src/mock-server/index.ts'
import { foreignEndpoint } from '../../../src/targets/endpoint/endpoint-origin.ts'
import { resolveEndpoint } from '../../../src/targets/endpoint/resolve-endpoint.ts'
import { makeRouter, type Router } from '../../../src/targets/router/router.ts'

const context = { root: process.cwd(), broker: '' }

function routerAt(url: string, loadTimeoutMs = 5000): Router {
  const started = { endpoint: resolveEndpoint({ url, apiKey: 'top-secret-1' }), origin: foreignEndpoint }
  return makeRouter({ started, known: () => ({}), prices: {}, loadTimeoutMs }, context)
}

const base = { models: ['a', 'b', 'c'], coldStart: 60, unloadTime: 30, mostLoaded: 1, ttft: 1, tokens: 1 } as const

const kinds = [
  ['llama-router', 'llama-server', base],
  ['llama-swap', 'llama-swap', base],
  ['ollama', 'Ollama', { ...base, models: ['a:latest', 'b:latest', 'c:latest'] }],
  ['lm-studio', 'LM Studio', base],
] as const satisfies readonly (readonly [MockServerOptions['software'], string, MockServerOptions])[]

test.for(kinds)('%s: a model is loaded, makes room for another, and is unloaded', async ([software, name, options]) => {
  await using server = await startMockServer({ ...options, software })
  const router = routerAt(server.url)
  const [first, second] = options.models
  expect([await router.software(), await router.loaded()]).toEqual([name, []])
  expect((await router.models()).map((model) => [model.name, model.state])).toEqual(
    options.models.map((model) => [model, 'unloaded']),
  )
  const a = router.model('a')
  expect(await a.load()).toMatchObject({ model: first, loaded: 'now', evictMs: null, evicted: [], by: 'call' })
  expect(await a.load()).toMatchObject({ loaded: 'earlier', ms: null, loadMs: null })
  const load = await router.model('b').load()
  expect(load).toMatchObject({ model: second, loaded: 'now', evicted: [first] })
  // Times of a busy machine have no upper bound, and where a list is asked for, one part may be seen late.
  expect(load.evictMs).toBeGreaterThanOrEqual(24)
  expect(load.loadMs).toBeGreaterThan(0)
  expect(load.ms).toBeGreaterThanOrEqual(73)
  expect(load.ms).toBeCloseTo((load.evictMs ?? 0) + (load.loadMs ?? 0), -1)
  expect(await router.loaded()).toEqual([second])
  expect(server.requests).toBe(0)
  expect(await router.model(second).unload()).toMatchObject({ unloaded: true, ms: expect.any(Number) as number })
  expect(await router.model(second).unload()).toEqual({ model: second, unloaded: false, ms: null })
  expect(await router.model(second).state()).toBe('unloaded')
})

test('the time that a server tells of a load stands beside ours', async () => {
  for (const software of ['llama-router', 'lm-studio'] as const) {
    await using server = await startMockServer({ ...base, software })
    const { ms, serverMs } = await routerAt(server.url).model('a').load()
    expect(serverMs).toBeGreaterThanOrEqual(50)
    expect(serverMs).toBeLessThanOrEqual((ms ?? 0) + 1)
  }
  await using silent = await startMockServer({ ...base, software: 'llama-swap' })
  expect((await routerAt(silent.url).model('a').load()).serverMs).toBeNull()
})

test.for(kinds)('%s: a model that cannot be loaded is said so in one line', async ([software, name, options]) => {
  const [, broken] = options.models
  await using server = await startMockServer({ ...options, software, brokenModels: [broken] })
  const failed = routerAt(server.url).model(broken).load()
  await expect(failed).rejects.toThrow(`${name} at http://127.0.0.1:${server.port} could not load "${broken}"`)
  await expect(failed).rejects.not.toThrow(/\n|top-secret/)
})

test('a model that failed before may be loaded later', async () => {
  await using server = await startMockServer({ ...base, software: 'llama-router', brokenModels: ['b'] })
  const router = routerAt(server.url)
  for (let time = 0; time < 2; time++)
    await expect(router.model('b').load()).rejects.toThrow('could not load "b": see its log')
  expect((await router.models()).find(({ name }) => name === 'b')).toMatchObject({ failed: true, state: 'unloaded' })
  expect(await router.model('c').load()).toMatchObject({ loaded: 'now' })
})

test('a model that there is not names those that there are', async () => {
  await using server = await startMockServer({ ...base, models: ['small', 'large'], software: 'llama-router' })
  const router = routerAt(server.url)
  await expect(router.model('smal').load()).rejects.toThrow(
    `http://127.0.0.1:${server.port} has no model "smal"; did you mean "small"? (it has small, large)`,
  )
  await expect(router.model('smal').unload()).rejects.toThrow('has no model "smal"')
})

test('a load that takes longer than it may is given up', async () => {
  await using server = await startMockServer({ ...base, coldStart: 60_000, software: 'llama-router' })
  await expect(routerAt(server.url, 100).model('a').load()).rejects.toThrow(
    'had not loaded "a" after 0.1 s: raise loadTimeout',
  )
})

test.for([
  ['llama-server', {}, 'llama-server', 'it was started with one model: start it with --models-dir'],
  ['fm', { models: ['system'] }, 'fm serve', 'macOS loads and unloads its models by itself'],
  ['vllm', {}, 'the server', "it is none of llama-server's router, llama-swap, Ollama and LM Studio"],
] as const)('%s has nothing to load or unload, which is said', async ([software, options, name, why]) => {
  await using server = await startMockServer({ models: ['a'], software, ...options })
  const router = routerAt(server.url)
  const [model] = await router.models()
  const asked = router.model(model?.name ?? '')
  if (software === 'llama-server') expect(await asked.load()).toMatchObject({ loaded: 'earlier' })
  else
    await expect(asked.load()).rejects.toThrow(
      `${name} at http://127.0.0.1:${server.port} has no call to load "${model?.name}": ${why}`,
    )
  await expect(asked.unload()).rejects.toThrow(`has no call to unload "${model?.name}": ${why}`)
})
