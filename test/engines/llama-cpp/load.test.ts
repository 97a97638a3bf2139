import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getLlama, LlamaLogLevel } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import type { Engine } from '../../../src/engines/engine.ts'
import { type LoadingEars, loadLlamaCpp } from '../../../src/engines/llama-cpp/load.ts'
import { LlmBenchError } from '../../../src/errors.ts'
import type { ModelOptions } from '../../../src/models/model-options.ts'
import { registryOf } from '../../../src/models/registry/entry.ts'
import type { WantedModel } from '../../../src/models/wanted-model.ts'
import { temporaryFolder } from '../../models/temporary-folder.ts'
import { plainOptions } from './loaded-engine.ts'

interface Heard {
  readonly ears: LoadingEars
  /** What was told, in its order; `ready` is the backend's. */
  readonly told: string[]
  readonly resolvedMs: number[]
  readonly lines: string[]
}

function listening(): Heard {
  const [told, lines]: [string[], string[]] = [[], []]
  const resolvedMs: number[] = []
  return {
    told,
    resolvedMs,
    lines,
    ears: {
      log: {
        line: (level, message) => void lines.push(`${level}: ${message}`),
        startCapture: () => {},
        stopCapture: () => '',
      },
      progress: (text) => void told.push(text),
      onBackendReady: (ms) => {
        resolvedMs.push(ms)
        told.push('ready')
      },
    },
  }
}

async function load(
  spec: string,
  folder: string,
  ears: LoadingEars,
  options: Partial<ModelOptions> = {},
  registry: WantedModel['registry'] = {},
): Promise<Engine> {
  const downloads = { mirrors: [], maxBytes: null }
  const place = { root: folder, cacheDirectory: folder, downloads }
  const wanted = { spec, registry, ...place, options: { ...plainOptions, ...options } }
  return await loadLlamaCpp(wanted, ears)
}

test('a model is written, the engine started, and the model loaded, in this order; each is told', async () => {
  await using folder = await temporaryFolder()
  const { ears, told, resolvedMs, lines } = listening()
  const { loaded } = await load('small', folder.path, ears, {}, registryOf({ small: 'synthetic:micro@Q8_0' }))
  expect(loaded).toMatchObject({
    name: 'synthetic micro Q8_0 seed 0',
    source: 'synthetic',
    path: join(folder.path, 'synthetic/micro-Q8_0-seed0-v1.gguf'),
    quantization: 'Q8_0',
    backend: 'cpu',
    threads: 1,
  })
  const place = (pattern: RegExp): number => told.findIndex((text) => pattern.test(text))
  const order = [
    place(/^writing synthetic micro Q8_0/),
    place(/^starting the engine$/),
    place(/^ready$/),
    place(/^loading/),
  ]
  expect(order[0]).toBe(0)
  expect(order).toEqual(order.toSorted((one, other) => one - other))
  expect(told.at(-1)).toBe('loading synthetic micro Q8_0 seed 0: 100 %')
  expect(resolvedMs).toEqual([expect.any(Number)])
  expect(resolvedMs[0]).toBeGreaterThan(0)
  // The engine's own lines go where they were sent.
  expect(lines.some((line) => line.startsWith('info: '))).toBe(true)
})

test('a backend that is not here is one line with the way out', async ({ skip }) => {
  const here = await getLlama({ gpu: 'cuda', build: 'never', logLevel: LlamaLogLevel.disabled }).catch(() => null)
  skip(here !== null, 'this machine has CUDA')
  await using folder = await temporaryFolder()
  const { ears, resolvedMs } = listening()
  const error = await load('synthetic:micro', folder.path, ears, { backend: 'cuda' }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(LlmBenchError)
  expect(error).toMatchObject({ code: 'engine-unsupported', cause: expect.any(Error) as Error })
  expect(String(error)).toMatch(/backend "cuda" is not available here: .+: use backend "auto" or "cpu"$/)
  expect(resolvedMs).toEqual([])
})

test.for([
  ['./missing.gguf', 'model-not-found', 'missing.gguf'],
  ['./notes.txt', 'model-invalid', 'not a GGUF'],
  ['synthetic:mikro', 'model-unknown-shape', 'did you mean "micro"?'],
] as const)('what cannot be a model is told before the engine is started: %s', async ([spec, code, message]) => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, 'notes.txt'), 'these are notes, long enough to have a magic number')
  const { ears, told } = listening()
  await expect(load(spec, folder.path, ears)).rejects.toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
  )
  expect(told).toEqual([])
})
