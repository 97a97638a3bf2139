import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getLlama, type Llama, LlamaLogLevel } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { quantizationNames } from '../../../src/models/gguf/quantizations.ts'
import { ensureSynthetic, syntheticFileName } from '../../../src/models/synthetic/synthetic.ts'
import { syntheticFileBytes } from '../../../src/models/synthetic/synthetic-plan.ts'
import { errorLine } from '../error-line.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const micro = { shape: 'micro', quantization: 'Q4_0', seed: 0 } as const
const maxBytes = 1e9

let llama: Llama
beforeAll(async () => {
  llama = await getLlama({
    gpu: false,
    build: 'never',
    maxThreads: 1,
    logLevel: LlamaLogLevel.error,
  })
}, 60_000)
afterAll(async () => llama.dispose())

async function generate(modelPath: string, tokens: number): Promise<number[]> {
  await using model = await llama.loadModel({ modelPath, gpuLayers: 0 })
  await using context = await model.createContext({ contextSize: 64, threads: 1 })
  const output: number[] = []
  const prompt = model.tokenize('Why is the sky blue?\n')
  expect(model.detokenize(prompt).trim()).toBe('Why is the sky blue?')
  for await (const token of context.getSequence().evaluate(prompt, { temperature: 0, yieldEogToken: true })) {
    output.push(token)
    if (output.length === tokens) break
  }
  return output
}

test.for([
  ...quantizationNames.map((quantization) => ({ shape: 'micro', quantization }) as const),
  ...quantizationNames.map((quantization) => ({ shape: 'micro-gpt2', quantization }) as const),
])('the engine loads $shape in $quantization and generates', { timeout: 60_000 }, async ({ shape, quantization }) => {
  await using folder = await temporaryFolder()
  const model = { shape, quantization, seed: 1 }
  const { path, header } = await ensureSynthetic(model, { folder: folder.path, maxBytes })
  expect((await stat(path)).size).toBe(syntheticFileBytes(model))
  expect(header).toMatchObject({ synthetic: true, layers: 2, vocabularySize: 512 })
  const tokens = await generate(path, 4)
  expect(tokens).toHaveLength(4)
  expect(tokens.every((token) => token >= 0 && token < 512)).toBe(true)
})

test('equal seeds give equal bytes, other seeds others', async () => {
  await using folder = await temporaryFolder()
  const bytesOf = async (seed: number, name: string): Promise<Buffer> => {
    const cache = { folder: join(folder.path, name), maxBytes }
    return readFile((await ensureSynthetic({ ...micro, seed }, cache)).path)
  }
  const first = await bytesOf(5, 'a')
  expect((await bytesOf(5, 'b')).equals(first)).toBe(true)
  const other = await bytesOf(6, 'a')
  expect(other.length).toBe(first.length)
  expect(other.equals(first)).toBe(false)
})

test('a found file is touched and not written again', async () => {
  await using folder = await temporaryFolder()
  const cache = { folder: folder.path, maxBytes }
  const { path } = await ensureSynthetic(micro, cache)
  const longAgo = new Date('2020-01-01')
  await utimes(path, longAgo, longAgo)
  const { ino } = await stat(path)
  await ensureSynthetic(micro, cache)
  const found = await stat(path)
  expect(found.ino).toBe(ino)
  expect(found.mtime.getFullYear()).toBeGreaterThan(2020)
})

test('a file that is cut short or of another model is replaced', async () => {
  await using folder = await temporaryFolder()
  const cache = { folder: folder.path, maxBytes }
  const { path } = await ensureSynthetic(micro, cache)
  const whole = await readFile(path)
  await truncate(path, 1000)
  await ensureSynthetic(micro, cache)
  expect((await readFile(path)).equals(whole)).toBe(true)
  const other = await ensureSynthetic({ ...micro, seed: 9 }, cache)
  await writeFile(path, await readFile(other.path))
  await ensureSynthetic(micro, cache)
  expect((await readFile(path)).equals(whole)).toBe(true)
})

test('processes that write at once leave one whole file', { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder()
  const module = new URL('../../../src/models/synthetic/synthetic.ts', import.meta.url).href
  const code = `
    import { ensureSynthetic } from ${JSON.stringify(module)}
    const model = ${JSON.stringify(micro)}
    const { header } = await ensureSynthetic(model, { folder: process.argv[1], maxBytes: 1e9 })
    if (header.name !== 'synthetic micro Q4_0 seed 0') process.exit(3)`
  const exits = await Promise.all(
    [1, 2, 3].map(async () => {
      const args = ['--experimental-strip-types', '--no-warnings', '--input-type=module']
      const child = spawn(process.execPath, [...args, '-e', code, folder.path], {
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      await once(child, 'exit')
      return child.exitCode
    }),
  )
  expect(exits).toEqual([0, 0, 0])
  expect(await readdir(folder.path)).toEqual([syntheticFileName(micro)])
})

test('a write that fails leaves nothing behind', async () => {
  await using folder = await temporaryFolder()
  const failing = ensureSynthetic(micro, {
    folder: folder.path,
    maxBytes,
    onProgress: () => {
      throw new Error('stopped half-way')
    },
  })
  await expect(failing).rejects.toThrow('stopped half-way')
  expect(await readdir(folder.path)).toEqual([])
})

test('the cache stays within its size, and what is asked for is kept', async () => {
  await using folder = await temporaryFolder()
  const cache = { folder: folder.path, maxBytes: 1e6 }
  const { path } = await ensureSynthetic(micro, cache)
  const longAgo = new Date(Date.now() - 3_600_000)
  await utimes(path, longAgo, longAgo)
  await ensureSynthetic({ ...micro, seed: 1 }, cache)
  expect(await readdir(folder.path)).toEqual(['micro-Q4_0-seed1-v1.gguf'])
  await ensureSynthetic({ ...micro, quantization: 'F32' }, { ...cache, maxBytes: 0 })
  expect(await readdir(folder.path)).toContain('micro-F32-seed0-v1.gguf')
})

test('a folder that cannot be made or a full disk is one clear line', async () => {
  await using folder = await temporaryFolder()
  const file = join(folder.path, 'file')
  await writeFile(file, '')
  await mkdir(join(folder.path, 'cache'))
  expect(
    await errorLine(async () => ensureSynthetic(micro, { folder: join(file, 'cache'), maxBytes }), folder.path),
  ).toMatchInlineSnapshot(
    `"invalid-option: llmBench({ cacheDir }): "<folder>/file/cache", into which synthetic micro Q4_0 seed 0 cannot be written (ENOTDIR), is not allowed here; give a folder that can be written, or name one in LLM_BENCH_CACHE"`,
  )
  const noSpace = Object.assign(new Error('write'), { code: 'ENOSPC' })
  expect(
    await errorLine(
      async () =>
        ensureSynthetic(micro, {
          folder: join(folder.path, 'cache'),
          maxBytes,
          onProgress: () => {
            throw noSpace
          },
        }),
      folder.path,
    ),
  ).toMatchInlineSnapshot(
    `"model-too-large: no room on disk for "synthetic micro Q4_0 seed 0" in "<folder>/cache" (ENOSPC); free some, set LLM_BENCH_CACHE to another disk, or choose a smaller shape or quantization"`,
  )
})
