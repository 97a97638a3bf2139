import { expect, test } from 'vitest'
import type { ModelEntry } from '../../../src/http/model-list.ts'
import { servingFacts } from '../../../src/http/serving/serving-facts.ts'

const entry = (
  id: string,
  owner: string | null,
  contextSize: number | null = null,
  status: string | null = null,
): ModelEntry => ({ id, owner, contextSize, status, names: [] })

/** Asks a server that has these answers; notes what it was asked for. */
function server(answers: Readonly<Record<string, unknown>>): {
  ask: (path: string) => Promise<unknown>
  asked: string[]
} {
  const asked: string[] = []
  return {
    asked,
    ask: async (path) => {
      asked.push(path)
      return await Promise.resolve(answers[path] ?? null)
    },
  }
}

test('llama.cpp tells its build, slots, context and file type', async () => {
  const { ask } = server({
    '/props': {
      build_info: 'b7123-de3ff81',
      total_slots: 3,
      model_ftype: 'Q4_1',
      default_generation_settings: { n_ctx: 1024 },
    },
  })
  const facts = {
    engine: 'llama.cpp b7123-de3ff81',
    contextSize: 1024,
    quantization: 'Q4_1',
    modelLoaded: true,
    configuration: { slots: 3 },
  }
  expect(await servingFacts({ server: 'llama.cpp', entry: null }, ask)).toEqual(facts)
  expect(await servingFacts({ server: null, entry: entry('smol', 'llamacpp') }, ask)).toEqual(facts)
})

test('vLLM tells its version, and its list the context', async () => {
  const { ask } = server({ '/version': { version: '0.32.0' } })
  expect(await servingFacts({ server: null, entry: entry('smol', 'vllm', 2048) }, ask)).toEqual({
    engine: 'vllm 0.32.0',
    contextSize: 2048,
    quantization: null,
    modelLoaded: true,
    configuration: {},
  })
})

test('Ollama tells its version, and of a model that is loaded digest, context and quantization', async () => {
  const { ask } = server({
    '/api/version': { version: '0.32.15' },
    '/api/ps': {
      models: [
        { name: 'other:latest' },
        { name: 'smol:latest', digest: 'abc', context_length: 4096, details: { quantization_level: 'Q4_1' } },
      ],
    },
  })
  expect(await servingFacts({ server: null, entry: entry('smol:latest', 'library') }, ask)).toEqual({
    engine: 'ollama 0.32.15',
    contextSize: 4096,
    quantization: 'Q4_1',
    modelLoaded: true,
    several: true,
    configuration: { digest: 'abc' },
  })
})

test('a server that is not known is asked nothing', async () => {
  const { ask, asked } = server({ '/version': { version: '1' } })
  expect(await servingFacts({ server: 'gate', entry: entry('gpt', 'openai') }, ask)).toBeNull()
  expect(await servingFacts({ server: null, entry: null }, ask)).toBeNull()
  expect(asked).toEqual([])
})

test('what a server does not answer is not known', async () => {
  const { ask } = server({})
  expect(await servingFacts({ server: 'llama.cpp', entry: null }, ask)).toBeNull()
  expect(await servingFacts({ server: null, entry: entry('smol', 'vllm') }, ask)).toMatchObject({ engine: 'vllm' })
  expect(await servingFacts({ server: null, entry: entry('smol', 'library') }, ask)).toBeNull()
})

test.for([
  ['library', { '/api/version': { version: '1' }, '/api/ps': { models: [{ name: 'other' }] } }, false],
  ['library', { '/api/version': { version: '1' } }, null],
  ['llama-swap', { '/running': { running: [{ model: 'smol', state: 'ready' }] } }, true],
  ['llama-swap', { '/running': { running: [{ model: 'smol', state: 'starting' }] } }, false],
  ['llama-swap', { '/running': { running: [] } }, false],
  ['llama-swap', {}, null],
  ['organization_owner', { '/api/v0/models': { data: [{ id: 'smol', state: 'not-loaded' }] } }, false],
  ['organization_owner', { '/api/v0/models': { data: [{ id: 'smol', state: 'loaded' }] } }, true],
  ['organization_owner', { '/api/v1/models': { models: [{ key: 'smol', loaded_instances: [] }] } }, false],
  ['organization_owner', { '/api/v1/models': { models: [{ key: 'smol', loaded_instances: [{ id: 'x' }] }] } }, true],
  ['organization_owner', { '/api/v1/models': { models: [{ key: 'other', loaded_instances: [] }] } }, undefined],
  ['Apple', { '/health': { status: 'fm serve is running', models: [{ name: 'smol', available: true }] } }, null],
  ['Apple', { '/health': { status: 'ok' } }, undefined],
  ['sglang', { '/get_server_info': { version: '1', max_running_requests: 8 } }, true],
] as const)('%s with %j has loaded its model: %s', async ([owner, answers, loaded]) => {
  const { ask } = server(answers)
  expect((await servingFacts({ server: null, entry: entry('smol', owner) }, ask))?.modelLoaded).toBe(loaded)
})

test.for([
  ['loaded', true, '/props?model=smol&autoload=false'],
  ['unloaded', false, '/props'],
  ['loading', false, '/props'],
] as const)('a llama-server that starts others says %s in its list', async ([status, loaded, path]) => {
  const { ask, asked } = server({ '/props': { role: 'router', default_generation_settings: { n_ctx: 0 } } })
  const facts = await servingFacts({ server: null, entry: entry('smol', 'llamacpp', null, status) }, ask)
  expect(facts).toMatchObject({ modelLoaded: loaded, contextSize: null, configuration: {} })
  expect(asked).toEqual([path])
})

const props = {
  build_info: 'b7123',
  total_slots: 3,
  model_ftype: 'Q4_1',
  default_generation_settings: { n_ctx: 1024 },
}
const ofProps = {
  contextSize: 1024,
  quantization: 'Q4_1',
  configuration: { slots: 3 },
  modelLoaded: true,
  several: true,
}

test('a llama-server that starts others tells of one that is loaded what it tells alone', async () => {
  const { ask } = server({ '/props?model=a%2Fsmol&autoload=false': props })
  const facts = await servingFacts({ server: null, entry: entry('a/smol', 'llamacpp', null, 'loaded') }, ask)
  expect(facts).toEqual({ engine: 'llama.cpp b7123', ...ofProps })
})

test('llama-swap has the properties of the server that it runs, and starts none to ask it', async () => {
  const running = { running: [{ model: 'smol', state: 'ready' }] }
  const ready = server({ '/running': running, '/upstream/smol/props': props, '/api/version': { version: '251' } })
  expect(await servingFacts({ server: null, entry: entry('smol', 'llama-swap') }, ready.ask)).toEqual({
    engine: 'llama-swap 251',
    ...ofProps,
  })
  const other = server({ '/running': running, '/upstream/other/props': props })
  await servingFacts({ server: null, entry: entry('other', 'llama-swap') }, other.ask)
  expect(other.asked).toEqual(['/running', '/api/version'])
})

test.for([
  ['bartowski/smol:Q4_1', 'bartowski', 'ollama 1'],
  ['hf.co/bartowski/smol:Q4_1', 'bartowski', 'ollama 1'],
  ['bartowski/smol', 'bartowski', undefined],
  ['other/smol:free', 'bartowski', undefined],
] as const)('a model %s of %s is served by %s', async ([id, owner, engine]) => {
  const { ask } = server({ '/api/version': { version: '1' }, '/api/ps': { models: [] } })
  expect((await servingFacts({ server: null, entry: entry(id, owner) }, ask))?.engine).toBe(engine)
})

test.for([
  ['llamacpp', { '/props': { build_info: 'b1' }, '/slots': [{ id: 0 }, { id: 1 }] }, 2],
  ['vllm', { '/server_info?config_format=json': { vllm_config: { scheduler_config: { max_num_seqs: 4 } } } }, 4],
  ['vllm', { '/server_info?config_format=json': { vllm_config: 'SchedulerConfig(max_num_seqs=16, …)' } }, 16],
  ['sglang', { '/get_server_info': { max_running_requests: 8 } }, 8],
] as const)('%s with %j has %i slots', async ([owner, answers, slots]) => {
  const { ask } = server(answers)
  expect((await servingFacts({ server: null, entry: entry('smol', owner) }, ask))?.configuration).toEqual({ slots })
})
