import { copyFile, open, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LlmBenchError } from '../../../src/errors.ts'
import { LoadLog } from '../../../src/engines/llama-cpp/load-log.ts'
import { modelHost } from '../../../src/broker/lent/model-host.ts'
import { layoutGguf, writeGguf } from '../../../src/models/gguf/gguf-writer.ts'
import { planSynthetic } from '../../../src/models/synthetic/synthetic-plan.ts'
import { randomWeights } from '../../../src/models/synthetic/random-weights.ts'
import { errorLine } from '../../models/error-line.ts'
import { noRealModel, realModel } from '../../models/real-model.ts'
import { temporaryFolder } from '../../models/temporary-folder.ts'
import { wanted } from '../../broker/micro-model.ts'
import { Surrounded } from '../../broker/surrounded.ts'

const quiet = { line: () => {}, startCapture: () => {}, stopCapture: () => '' }

/** The error line of a file that cannot be loaded. A process loads it: a later model in one has no log of its own. */
async function lineOf(path: string, folder: string): Promise<string> {
  await using hosts = new Surrounded(modelHost, 60_000)
  return await errorLine(async () => await hosts.pool.lend(wanted(path)), folder)
}

/** Writes the tiny model under another architecture's name, or without its last tensors. */
async function writeMicro(folder: string, architecture: string, tensorsLeftOut = 0): Promise<string> {
  const { metadata, tensors } = planSynthetic({ shape: 'micro', quantization: 'Q4_0', seed: 0 })
  const kept = tensors.slice(0, tensors.length - tensorsLeftOut)
  const layout = layoutGguf(
    metadata.map(([key, value]) =>
      key === 'general.architecture'
        ? ([key, { type: 'string', value: architecture }] as const)
        : ([key.replace(/^llama\./, `${architecture}.`), value] as const),
    ),
    kept,
  )
  const path = join(folder, `${architecture}.gguf`)
  await writeFile(path, '')
  await using file = await open(path, 'w')
  await writeGguf(file, layout, kept, randomWeights(kept, 0))
  return path
}

test('an architecture that llama.cpp does not know needs a newer one', async () => {
  await using folder = await temporaryFolder()
  expect(await lineOf(await writeMicro(folder.path, 'of-tomorrow'), folder.path)).toMatch(
    /^engine-failed: "<folder>\/of-tomorrow.gguf" could not be loaded: llama.cpp v\S+ does not know its architecture "of-tomorrow": it needs a newer node-llama-cpp \(npm install/,
  )
})

test("a file that the engine refuses has the engine's own reason", async () => {
  await using folder = await temporaryFolder()
  expect(await lineOf(await writeMicro(folder.path, 'llama', 2), folder.path)).toMatch(
    /^engine-failed: "<folder>\/llama.gguf" could not be loaded: .*tensor '\S+'.*; the file is damaged, or was made for another release than llama.cpp v/,
  )
})

test('a model that no call could use is refused before it is loaded', async () => {
  await using folder = await temporaryFolder()
  expect(await lineOf(await writeMicro(folder.path, 't5'), folder.path)).toMatch(
    /^model-invalid: model "<folder>\/t5.gguf" is of kind "t5", an encoder.*give a/,
  )
})

test.for(['bert', 'nomic-bert', 'modern-bert'])('a %s model is loaded, for embed() asks it', async (kind) => {
  await using folder = await temporaryFolder()
  // This one lacks what such a model has: so far the engine reads it.
  expect(await lineOf(await writeMicro(folder.path, kind), folder.path)).toMatch(
    /^engine-failed: .*could not be loaded/,
  )
})

test('weights that are no numbers are noticed', async ({ skip }) => {
  if (noRealModel !== false) skip(noRealModel)
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'nan.gguf')
  await copyFile(realModel, path)
  const { size } = await stat(path)
  const weights = new Float32Array(250_000).fill(Number.NaN)
  const bytes = await readFile(path)
  bytes.set(new Uint8Array(weights.buffer), size - weights.byteLength)
  await writeFile(path, bytes)
  expect(await lineOf(path, folder.path)).toMatch(/^model-invalid: .*predicts no number \(NaN\).*download it again/)
})

test('an error that no line of the log explains stays as it is', async () => {
  const log = new LoadLog(quiet)
  log.line('info', 'llama_model_loader: loaded meta data')
  const problem = new LlmBenchError('engine-failed', 'no context could be made')
  expect(await log.explained(problem, 'a.gguf', 'v1')).toBe(problem)
  log.line('error', 'llama_model_load: error loading model: \u001b]52;c;aGk=\u0007 bad')
  expect(((await log.explained(problem, 'a.gguf', 'v1')) as Error).message).not.toContain('\u001b')
  const other = new LlmBenchError('model-invalid', 'cut short')
  expect(await log.explained(other, 'a.gguf', 'v1')).toBe(other)
})

// Read, never seen: the lines of llama.cpp's Metal backend.
test.each([
  ['ggml_metal_device_init: has tensor            = true', true],
  ['ggml_metal_device_init: has tensor            = false', false],
  ['ggml_metal_device_init: has bfloat            = true', null],
])('%s', (line, used) => {
  const log = new LoadLog(quiet)
  log.line('info', line)
  log.line('info', 'llama_model_loader: loaded meta data')
  expect(log.tensorUnits).toBe(used)
})
