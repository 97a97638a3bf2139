import { lookAtBackends } from '../engines/llama-cpp/look-at-backends.ts'
import { LlmBenchError } from '../errors.ts'
import type { EngineLook } from './engine-look.ts'

/** The process that starts the engine to see what it can use: one that aborts takes nobody else with it. */
process.send?.(await look())
process.disconnect()

async function look(): Promise<EngineLook> {
  try {
    return { state: 'found', engine: await lookAtBackends() }
  } catch (error) {
    const isMissing = error instanceof LlmBenchError && error.code === 'engine-missing'
    return { state: isMissing ? 'missing' : 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}
