import { describe, expect, test } from 'vitest'
import { command } from '../../src/servers/presets/command.ts'
import { llamaServer } from '../../src/servers/presets/llama-server.ts'
import { mlx } from '../../src/servers/presets/mlx.ts'
import { ollama } from '../../src/servers/presets/ollama.ts'
import { vllm } from '../../src/servers/presets/vllm.ts'

describe('llamaServer', () => {
  test('asks for a measured server: metrics on, prompt caches off', () => {
    const spec = llamaServer({ model: '/models/tiny.Q4_0.gguf' })
    expect(spec.args.join(' ')).toBe(
      '--model /models/tiny.Q4_0.gguf --alias tiny.Q4_0 --host 127.0.0.1 --port {port} --no-cache-prompt --metrics',
    )
    expect(spec.env).toEqual({ LLAMA_ARG_CACHE_RAM: '0' })
    expect(spec.model).toBe('tiny.Q4_0')
  })

  test('turns every option into its flag', () => {
    const { args, env, metrics } = llamaServer({
      model: 'a.gguf',
      contextSize: 512,
      parallel: 4,
      threads: 2,
      gpuLayers: 'max',
      batchSize: 256,
      flashAttention: true,
      cachePrompt: true,
      metrics: false,
      seed: 7,
      args: ['--mlock'],
    })
    // The slots divide the context: each is to hold 512.
    expect(args.slice(8).join(' ')).toBe(
      '--ctx-size 2048 --parallel 4 --threads 2 --n-gpu-layers 999 --batch-size 256 --flash-attn on --seed 7 --cache-prompt --mlock',
    )
    expect(env).toEqual({})
    expect(metrics).toBeNull()
  })
})

test('vllm serves without its prefix cache', () => {
  const { args } = vllm({ model: 'org/model', contextSize: 4096, parallel: 8, gpuMemoryUtilization: 0.8, seed: 0 })
  expect(args.join(' ')).toBe(
    'serve org/model --host 127.0.0.1 --port {port} --max-model-len 4096 --max-num-seqs 8 --gpu-memory-utilization 0.8 --seed 0 --no-enable-prefix-caching',
  )
})

test('ollama is told its address and its settings by variables', () => {
  const { args, env, requiredModel } = ollama({ model: 'tiny', contextSize: 2048, parallel: 2, flashAttention: true })
  expect(args).toEqual(['serve'])
  expect(env).toEqual({
    OLLAMA_HOST: '127.0.0.1:{port}',
    OLLAMA_KEEP_ALIVE: '-1',
    OLLAMA_CONTEXT_LENGTH: '2048',
    OLLAMA_NUM_PARALLEL: '2',
    OLLAMA_FLASH_ATTENTION: 'true',
  })
  expect(requiredModel?.hint).toContain('ollama pull tiny')
})

test('mlx is for Apple Silicon, and ready when its model answers', () => {
  const { args, platforms, preload } = mlx({ model: 'org/model', parallel: 2 })
  expect(args.join(' ')).toBe('--model org/model --host 127.0.0.1 --port {port} --decode-concurrency 2')
  expect(platforms).toEqual(['darwin-arm64'])
  expect(preload?.body).toMatchObject({ model: 'org/model', max_tokens: 1 })
})

describe('options', () => {
  // What a benchmark without types, or with a wrong cast, would pass.
  const call = (preset: (options: never) => unknown, options: unknown): string => {
    try {
      preset(options as never)
      return ''
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid-option' })
      return error instanceof Error ? error.message : ''
    }
  }

  test.each([
    [
      llamaServer,
      {},
      "server.llamaServer({ model }): undefined is not allowed here; give the path of a GGUF file, a name from the plugin's models, or synthetic:<shape>",
    ],
    [
      llamaServer,
      'a.gguf',
      'server.llamaServer(options): "a.gguf" is not allowed here; give { model, contextSize, parallel, threads, gpuLayers, batchSize, flashAttention, cachePrompt, metrics, seed, binary, args, env, cwd, readyTimeout }',
    ],
    [
      llamaServer,
      { model: '' },
      'server.llamaServer({ model }): "" is not allowed here; give the path of a GGUF file, a name from the plugin\'s models, or synthetic:<shape>',
    ],
    [
      llamaServer,
      { model: 'a', parallel: 0 },
      'server.llamaServer({ parallel }): 0 is not allowed here; give a whole number of at least 1',
    ],
    [
      llamaServer,
      { model: 'a', gpuLayers: 'all' },
      'server.llamaServer({ gpuLayers }): "all" is not allowed here; give "max" or a whole number of at least 0',
    ],
    [
      llamaServer,
      { model: 'a', threads: 1.5 },
      'server.llamaServer({ threads }): 1.5 is not allowed here; give a whole number of at least 1',
    ],
    [
      vllm,
      { model: 'a', gpuMemoryUtilization: 90 },
      'server.vllm({ gpuMemoryUtilization }): 90 is not allowed here; give a share above 0, at most 1',
    ],
    [
      ollama,
      { model: 'a', env: { KEY: 5 } },
      'server.ollama({ env.KEY }): what was given is not allowed here; give a text',
    ],
    [
      command,
      { command: 'a', url: 'http://example.com/v1' },
      'server.command({ url }): "http://example.com/v1" is not allowed here; give an address of this machine with a port, such as http://127.0.0.1:{port}/v1',
    ],
    [
      command,
      { command: 'a', healthPath: 'health' },
      'server.command({ healthPath }): "health" is not allowed here; give a path that begins with /',
    ],
  ] as const)('%# that are wrong are named in one line', (preset, options, message) => {
    expect(call(preset, options)).toBe(message)
  })

  test('that do not exist are named beside those that do', () => {
    expect(call(mlx, { model: 'a', modle: 'b' })).toBe(
      'server.mlx({ modle }): there is no option "modle"; did you mean "model"? there are model, parallel, binary, args, env, cwd, readyTimeout',
    )
  })
})

describe('the key', () => {
  const spec = llamaServer({ model: 'a.gguf', env: { TOKEN: 'secret-1' } })

  test('is equal for equal options, and differs for any other', () => {
    expect(llamaServer({ env: { TOKEN: 'secret-1' }, model: 'a.gguf' }).key).toBe(spec.key)
    expect(llamaServer({ model: 'a.gguf', env: { TOKEN: 'secret-2' } }).key).not.toBe(spec.key)
    expect(llamaServer({ model: 'a.gguf', env: { TOKEN: 'secret-1' }, threads: 1 }).key).not.toBe(spec.key)
  })

  test('survives the way through JSON with its spec', () => {
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec)
  })
})
