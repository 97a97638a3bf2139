import { isAbsolute } from 'node:path'
import { describe, expect, test } from 'vitest'
import { command } from '../../src/servers/presets/command.ts'
import { llamaServer } from '../../src/servers/presets/llama-server.ts'
import { mlx } from '../../src/servers/presets/mlx.ts'
import { ollama, ollamaRouter } from '../../src/servers/presets/ollama.ts'
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

test('ollama for several models loads none of them when it starts', () => {
  const { env, model, requiredModel, preload } = ollamaRouter({ models: ['a', 'b'], maxLoaded: 1, contextSize: 512 })
  expect(env).toMatchObject({ OLLAMA_MAX_LOADED_MODELS: '1', OLLAMA_CONTEXT_LENGTH: '512', OLLAMA_KEEP_ALIVE: '-1' })
  expect([model, requiredModel, preload]).toEqual([null, null, null])
  expect(() => ollamaRouter({ models: [] })).toThrow('server.ollama({ models }): ')
  expect(() => ollamaRouter({ models: ['a'], model: 'b' } as never)).toThrow('there is no option "model"')
})

test('ollama is told its address and its settings by variables', () => {
  const { args, env, requiredModel } = ollama({ model: 'tiny', contextSize: 2048, parallel: 2, flashAttention: true })
  expect(args).toEqual(['serve'])
  expect(env).toEqual({
    OLLAMA_HOST: '127.0.0.1:{port}',
    OLLAMA_KEEP_ALIVE: '-1',
    OLLAMA_NO_CLOUD: '1',
    OLLAMA_CONTEXT_LENGTH: '2048',
    OLLAMA_NUM_PARALLEL: '2',
    OLLAMA_FLASH_ATTENTION: 'true',
  })
  expect(requiredModel?.hint).toContain('ollama pull tiny')
})

test('mlx is ready when its model answers, and reuses no prompt unless it is told to', () => {
  const { args, platforms, preload, module } = mlx({ model: 'org/model', parallel: 2 })
  const before = '--model org/model --host 127.0.0.1 --port {port} --decode-concurrency 2'
  expect(args.join(' ')).toBe(`${before} --prompt-cache-size 0`)
  expect(platforms).toEqual(['darwin-arm64', 'linux-x64', 'linux-arm64'])
  expect(preload?.body).toMatchObject({ model: 'org/model', max_tokens: 1 })
  expect(module).toEqual({ name: 'mlx_lm', args: ['-m', 'mlx_lm', 'server'] })
  expect(mlx({ model: 'org/model', parallel: 2, cachePrompt: true }).args.join(' ')).toBe(before)
})

test.each(['python3', '/opt/venv/bin/python', 'C:\\venv/python.exe', 'python3.12'])(
  'mlx is a module of %s where that is its program',
  (binary) => {
    const { args, command: program, module } = mlx({ model: 'org/model', binary })
    expect(args.slice(0, 5)).toEqual(['-m', 'mlx_lm', 'server', '--model', 'org/model'])
    expect([program, module]).toEqual([binary, null])
  },
)

describe('a model in a folder', () => {
  test.each(['/models/smol', './smol', '../smol', '~/smol', 'a/b/c', 'C:\\models\\smol'])(
    '%s must be there',
    (model) => {
      for (const spec of [vllm({ model }), mlx({ model })]) {
        expect(spec.files).toHaveLength(1)
        expect(spec.model).toBe(spec.files[0])
        expect(isAbsolute(spec.files[0] ?? '')).toBe(true)
      }
    },
  )
  test.each(['org/model', 'org/model-1.5_B', 'gpt2'])('%s is a name on a hub', (model) => {
    expect(vllm({ model })).toMatchObject({ model, files: [] })
  })
  test('it is taken from the working folder', () => {
    expect(vllm({ model: './smol', cwd: '/srv' }).model).toBe('/srv/smol')
  })
})

test('a spec has the settings that were given', () => {
  const args = ['--enforce-eager', '--max-num-seqs', '4']
  expect(vllm({ model: 'a', dtype: 'bfloat16', args }).settings).toEqual({
    slots: 4,
    dtype: 'bfloat16',
    eager: true,
    cachePrompt: false,
  })
  expect(llamaServer({ model: 'a.gguf', args: ['-fa', 'on', '-np', '3'] }).settings).toEqual({
    slots: 3,
    flashAttention: 'on',
    cachePrompt: false,
  })
  expect(ollama({ model: 'a', parallel: 2 }).settings).toEqual({ slots: 2 })
  expect(mlx({ model: 'a' }).settings).toEqual({ cachePrompt: false })
})

test('the name that a server is told to answer to is the one that requests have', () => {
  expect(vllm({ model: 'org/model', args: ['--served-model-name', 'smol', 'other'] }).model).toBe('smol')
  expect(vllm({ model: 'org/model', args: ['--served_model_name=smol'] }).model).toBe('smol')
  const named = llamaServer({ model: 'a.gguf', args: ['-a', 'smol'] })
  expect(named.model).toBe('smol')
  expect(named.args).not.toContain('--alias')
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
      "server.llamaServer({ model }): undefined is not allowed here; give the path of a GGUF file, a name from the plugin's models, hf:<user>/<repository> or synthetic:<shape>",
    ],
    [
      llamaServer,
      'a.gguf',
      'server.llamaServer(options): "a.gguf" is not allowed here; give { model, contextSize, parallel, threads, gpuLayers, batchSize, flashAttention, cachePrompt, metrics, seed, binary, args, env, cwd, readyTimeout, embedding, reranking }',
    ],
    [
      llamaServer,
      { model: '' },
      'server.llamaServer({ model }): "" is not allowed here; give the path of a GGUF file, a name from the plugin\'s models, hf:<user>/<repository> or synthetic:<shape>',
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
    ...['--port', '--host=0.0.0.0', '--uds'].map(
      (flag) =>
        [
          vllm,
          { model: 'a', args: [flag, '1'] },
          `server.vllm({ args }): "${flag.split('=')[0] ?? ''}" is not allowed here; give the arguments without it: a free port of 127.0.0.1 is chosen (server.command() starts any other way)`,
        ] as const,
    ),
    [
      llamaServer,
      { model: 'a', args: ['--api-prefix', '/x'] },
      'server.llamaServer({ args }): "--api-prefix" is not allowed here; give the arguments without it: its health is asked for at the root (server.command() starts any other way)',
    ],
    [
      mlx,
      { model: 'a', args: ['--model', 'b'] },
      'server.mlx({ args }): "--model" is not allowed here; give the option model in its place',
    ],
    [
      ollama,
      { model: 'a', env: { OLLAMA_HOST: '0.0.0.0:1' } },
      'server.ollama({ env.OLLAMA_HOST }): another address is not allowed here; give the variables without it: a free port is chosen (endpoint() measures a server that runs already)',
    ],
    [
      command,
      { command: 'a', args: ['--port', '8000'] },
      'server.command({ args }): "--port 8000" without a url of that port is not allowed here; give --port {port}, or url: its address, for a port that it always has',
    ],
  ] as const)('%# that are wrong are named in one line', (preset, options, message) => {
    expect(call(preset, options)).toBe(message)
  })

  test('that do not exist are named beside those that do', () => {
    expect(call(mlx, { model: 'a', modle: 'b' })).toBe(
      'server.mlx({ modle }): there is no option "modle"; did you mean "model"? there are model, parallel, cachePrompt, binary, args, env, cwd, readyTimeout',
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

test('vLLM tells what came from its cache where it is to have one', () => {
  expect(vllm({ model: 'org/model', cachePrompt: true }).args).toEqual(
    expect.arrayContaining(['--enable-prefix-caching', '--enable-prompt-tokens-details']),
  )
  expect(vllm({ model: 'org/model' }).args.join(' ')).toMatch(/--no-enable-prefix-caching$/)
})
