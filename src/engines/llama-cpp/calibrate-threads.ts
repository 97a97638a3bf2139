import type { LlamaContext, LlamaModel, Token } from 'node-llama-cpp'
import { now } from '../../clock.ts'

/** A number of threads and the milliseconds that a token took with it. */
export interface ThreadTrial {
  readonly threads: number
  readonly msPerToken: number
}

const trialTokens = 12
/** Factor by which more threads must pay: they also spin against whatever else runs. */
const worthwhileGain = 1.15
/** Factor by which a trial may be slower than the best so far before it is given up. */
const hopeless = 3

/**
 * Finds the engine threads that decode fastest, by decoding a few tokens with 1, 2, 4 … up to the
 * given number. Stops at the first step that does not pay: on shared cores threads that wait for
 * each other can be hundreds of times slower than one.
 */
export async function calibrateThreads(
  model: LlamaModel,
  createContext: (threads: number) => Promise<LlamaContext>,
  most: number,
): Promise<{ best: number; trials: ThreadTrial[] }> {
  const trials: ThreadTrial[] = []
  let best: ThreadTrial | null = null
  for (const threads of threadSteps(most)) {
    const patience: number = best === null ? Number.POSITIVE_INFINITY : best.msPerToken * trialTokens * hopeless
    const trial: ThreadTrial = { threads, msPerToken: await timeDecode(model, await createContext(threads), patience) }
    trials.push(trial)
    if (best !== null && trial.msPerToken * worthwhileGain > best.msPerToken) break
    best = trial
  }
  return { best: best?.threads ?? 1, trials }
}

/** Numbers of threads to try: 1, 2, 4 … and the last one itself. */
export function threadSteps(most: number): number[] {
  const steps: number[] = []
  for (let threads = 1; threads < most; threads *= 2) steps.push(threads)
  return [...steps, Math.max(1, most)]
}

async function timeDecode(model: LlamaModel, context: LlamaContext, patienceMs: number): Promise<number> {
  try {
    const sequence = context.getSequence()
    const start = model.tokens.bos ?? (1 as Token)
    let tokens = 0
    let from = now()
    for await (const _ of sequence.evaluate([start], { temperature: 0, yieldEogToken: true })) {
      // The first steps pay for lazy set-up.
      if (tokens === 2) from = now()
      if (tokens++ === trialTokens + 2) break
      if (now() - from > patienceMs) break
    }
    return (now() - from) / Math.max(1, tokens - 3)
  } finally {
    await context.dispose()
  }
}
