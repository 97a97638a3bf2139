import { expect, test } from 'vitest'
import { timeDecode } from '../../../../src/engines/llama-cpp/threads/time-decode.ts'
import { microFile, startLlama } from '../loaded-engine.ts'

test('a token is timed over enough of them, and the context is gone', async () => {
  await using started = await startLlama()
  const model = await started.llama.loadModel({ modelPath: (await microFile()).path, gpuLayers: 0 })
  const context = await model.createContext({ contextSize: 64, threads: 1 })
  const began = performance.now()
  const ms = await timeDecode(model, context, Number.POSITIVE_INFINITY)
  expect(ms).toBeGreaterThan(0)
  // At least twelve tokens were decoded.
  expect(performance.now() - began).toBeGreaterThan(12 * ms)
  expect(context.disposed).toBe(true)
  // Without patience the first step is the last.
  const impatient = await model.createContext({ contextSize: 64, threads: 1 })
  expect(await timeDecode(model, impatient, 0)).toBeGreaterThan(0)
  expect(impatient.disposed).toBe(true)
})
