import type { LlamaModel } from 'node-llama-cpp'
import type { ModelOptions } from '../../../models/model-options.ts'
import type { TellProgress } from '../../engine.ts'
import type { ContextPool } from '../context-pool.ts'
import { calibrateThreads, type ThreadTrial } from './calibrate-threads.ts'

/** The threads that a model is run with: those of the option, or the best of a few numbers that are tried. */
export async function chooseThreads(
  model: LlamaModel,
  contexts: ContextPool,
  options: ModelOptions,
  most: number,
  progress: TellProgress,
): Promise<{ threads: number; calibration: ThreadTrial[] }> {
  if (options.threads !== 'auto') return { threads: options.threads, calibration: [] }
  progress('finding the best number of threads')
  const { best, trials } = await calibrateThreads(model, async (threads) => contexts.create(1, 64, threads), most)
  return { threads: best, calibration: trials }
}
