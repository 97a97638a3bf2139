import { truncateSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LlamaCppEngine } from '../../../src/engines/llama-cpp/engine.ts'
import { filesDigest } from '../../../src/engines/llama-cpp/file-digest.ts'
import { modelRequester } from '../../../src/engines/llama-cpp/model-requester.ts'
import { LlmBenchError } from '../../../src/errors.ts'
import type { Prompt } from '../../../src/workload/prompt.ts'
import { noRealModel, realModel } from '../../models/real-model.ts'
import { temporaryFolder } from '../../models/temporary-folder.ts'
import { fileAt, loadEngine, microFile, startLlama, type StartedLlama } from './loaded-engine.ts'
import { requestJob } from '../../support/request-job.ts'

let started: StartedLlama
let engine: LlamaCppEngine
const told: (readonly [text: string, share: number | undefined])[] = []
beforeAll(async () => {
  started = await startLlama()
  engine = await loadEngine(started, await microFile(), {}, (text, share) => void told.push([text, share]))
})
afterAll(async () => await started[Symbol.asyncDispose](), 30_000)

const sampling = { maxTokens: 20, temperature: 0, seed: 1, ignoreEos: true }
const tokens = (count: number): Prompt => ({ kind: 'tokens', count })

test('a loaded model says what it is', async () => {
  const file = await microFile()
  expect(engine.loaded).toMatchObject({
    name: file.name,
    source: 'synthetic',
    path: file.path,
    backend: 'cpu',
    device: expect.stringMatching(/\S/) as string,
    gpuLayers: 0,
    totalLayers: 3,
    parameters: file.parameters,
    quantization: 'Q4_0',
    modelHash: filesDigest(file.files),
    trainContextSize: 2048,
    engine: expect.stringMatching(/^llama\.cpp \S+$/) as string,
    threads: 1,
    calibration: [],
    pageCache: expect.stringMatching(/^(cold|warm|unknown)$/) as string,
    vramBytes: 0,
  })
  expect(engine.loaded.loadTimeMs).toBeGreaterThan(0)
  expect(engine.loaded.weightsBytes).toBeGreaterThan(500_000)
})

test('loading is told in shares up to the whole', async () => {
  const { name } = await microFile()
  expect(told.at(-1)).toEqual([`loading ${name}: 100 %`, 1])
  for (const [text, share] of told) expect(text).toBe(`loading ${name}: ${Math.round((share ?? 0) * 100)} %`)
})

test('of random weights tokens are estimated, and an end token is none', () => {
  expect(engine.generator).toMatchObject({ tokenSource: 'estimated', neverStops: true })
})

test('a context holds the longest prompt and its answer, in a power of two of at least 512', async () => {
  const sizeFor = async (...prompts: Prompt[]): Promise<number> =>
    (await engine.prepare({ prompts, sampling, sequences: 1 })).contextSize
  expect(await sizeFor(tokens(10))).toBe(512)
  expect(await sizeFor(tokens(492))).toBe(512)
  expect(await sizeFor(tokens(493))).toBe(1024)
  expect(await sizeFor(tokens(10), tokens(600), tokens(20))).toBe(1024)
  expect(await sizeFor(tokens(2028))).toBe(2048)
  expect(await sizeFor({ kind: 'tokens', count: 10, maxTokens: 503 })).toBe(1024)
})

test('a conversation needs room for all its turns and all its answers', async () => {
  const conversation = (turns: number): Prompt => ({
    kind: 'conversation',
    system: 'Be brief.',
    turns: Array.from({ length: turns }, () => 'Why?'),
    thinkMs: 0,
  })
  const maxTokens = 100
  const sizeFor = async (turns: number): Promise<number> =>
    (await engine.prepare({ prompts: [conversation(turns)], sampling: { ...sampling, maxTokens }, sequences: 1 }))
      .contextSize
  expect(await sizeFor(5)).toBe(512)
  expect(await sizeFor(6)).toBe(1024)
})

test('what was prepared is opened, with a sequence for each stream, and tells its memory', async () => {
  const { contextSize, contextBytes, contextVramBytes } = await engine.prepare({
    prompts: [tokens(10)],
    sampling,
    sequences: 4,
  })
  const { context, sequences } = await engine.openContext(4, contextSize)
  expect(sequences).toHaveLength(4)
  expect([context.contextSize, context.totalSequences]).toEqual([512, 4])
  expect(contextBytes).toBe(context.memoryUsage.ram)
  expect(contextBytes).toBeGreaterThan(100_000)
  expect(contextVramBytes).toBe(0)
  expect((await engine.openContext(4, contextSize)).context === context).toBe(true)
})

test('what the model was not trained for is one line', async () => {
  const error = await engine
    .prepare({ prompts: [tokens(2029)], sampling, sequences: 1 })
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(LlmBenchError)
  expect(error).toMatchObject({
    code: 'invalid-workload',
    message:
      'the prompt and maxTokens need 2,049 tokens, the model was trained for 2,048: shorten the prompt, lower maxTokens or take a model with a longer context',
  })
})

test('a context size that was set is taken as it is, and is the limit', async () => {
  const fixed = await loadEngine(started, await microFile(), { contextSize: 768 })
  expect((await fixed.prepare({ prompts: [tokens(10)], sampling, sequences: 1 })).contextSize).toBe(768)
  await expect(fixed.prepare({ prompts: [tokens(749)], sampling, sequences: 1 })).rejects.toThrow(
    'the prompt and maxTokens need 769 tokens, option contextSize is 768: shorten the prompt, lower maxTokens or raise contextSize',
  )
})

test("the engine's own figures are those since they were last taken, and null where it logged none", async () => {
  const open = await engine.openContext(1, 512)
  await open.takeTimings()
  await modelRequester(engine.generator, open.sequences).request(
    requestJob({ prompt: { kind: 'tokens', count: 30 }, sampling }),
    new AbortController().signal,
  )
  expect(await open.takeTimings()).toMatchObject({ promptTokens: 30, decodeTokens: 19 })
  // The engine counts at least one of each, done or not.
  expect(await open.takeTimings()).not.toMatchObject({ promptTokens: 30 })
  const silent = await loadEngine(
    { llama: started.llama, log: { tensorUnits: null, startCapture: () => {}, stopCapture: () => '' } },
    await microFile(),
  )
  expect(await (await silent.openContext(1, 512)).takeTimings()).toBeNull()
})

test('the number of threads is found where none is set, and said', async () => {
  const progress: string[] = []
  const found = await loadEngine(started, await microFile(), { threads: 'auto' }, (text) => void progress.push(text))
  expect(progress).toContain('finding the best number of threads')
  const { threads, calibration } = found.loaded
  expect(calibration[0]).toEqual({ threads: 1, msPerToken: expect.any(Number) as number })
  expect(calibration.map((trial) => trial.threads)).toContain(threads)
  // This engine was started for one thread, whatever is found to be best.
  expect((await found.openContext(1, 512)).context.idealThreads).toBe(Math.min(threads, started.llama.maxThreads))
})

test('a file that the engine cannot load is one line with its path and the cause', async () => {
  await using folder = await temporaryFolder()
  const whole = await microFile()
  const path = join(folder.path, 'cut.gguf')
  await copyFile(whole.path, path)
  truncateSync(path, 200_000)
  const error = await loadEngine(started, { ...whole, path }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(LlmBenchError)
  expect(error).toMatchObject({ code: 'engine-failed', cause: expect.any(Error) as Error })
  expect(String(error)).toContain(`"${path}" could not be loaded: `)
})

test('a trained model: its own tokens, its own template, its own end', async ({ skip }) => {
  skip(noRealModel !== false, String(noRealModel))
  const real = await loadEngine(started, await fileAt(realModel))
  expect(real.loaded).toMatchObject({ source: 'file', name: 'stories260K', parameters: expect.any(Number) as number })
  const { generator } = real
  expect(generator).toMatchObject({ tokenSource: 'engine', neverStops: false })
  const { contextSize } = await real.prepare({
    prompts: [{ kind: 'text', text: 'Once upon a time' }],
    sampling,
    sequences: 1,
  })
  // It was trained for less than what is usual.
  expect(contextSize).toBe(Math.min(512, real.loaded.trainContextSize))
  const { sequences } = await real.openContext(1, contextSize)
  const story = await modelRequester(generator, sequences).request(
    requestJob({ prompt: { kind: 'text', text: 'Once upon a time' }, sampling }),
    new AbortController().signal,
  )
  expect(story).toMatchObject({
    state: 'completed',
    text: expect.stringMatching(/^, there was a little girl named Lily/) as string,
  })
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Why is the sky blue?' },
  ] as const
  const rendered = generator.model.detokenize(generator.tokenizer.tokenize({ kind: 'messages', messages }, 1))
  expect(rendered).toContain('Be brief.')
  expect(rendered.indexOf('Why is the sky blue?')).toBeGreaterThan(rendered.indexOf('Be brief.'))
})
