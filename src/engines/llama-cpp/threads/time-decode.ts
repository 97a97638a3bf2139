import type { LlamaContext, LlamaModel, Token } from 'node-llama-cpp'
import { now } from '../../../clock.ts'

/** The first steps pay for lazy set-up. */
const warmUpTokens = 2
/** Tokens of a trial: at least so many, and more until it is long enough; fewer of a model that is slow. */
const [usualTokens, fewestTokens, mostTokens] = [12, 3, 56]
/** Milliseconds from which a trial is long enough, and from which it is long. */
const [enoughMs, longMs] = [40, 250]

/**
 * Milliseconds a token that a context of at least 64 tokens takes to decode. The context is disposed of.
 * @param patienceMs milliseconds a token from which there is no point in going on
 */
export async function timeDecode(model: LlamaModel, context: LlamaContext, patienceMs: number): Promise<number> {
  try {
    const start = model.tokens.bos ?? (1 as Token)
    let tokens = -warmUpTokens
    let from = now()
    let ms = 0
    // The first one is of the prompt.
    for await (const _ of context.getSequence().evaluate([start], { temperature: 0, yieldEogToken: true })) {
      ms = now() - from
      if (tokens === 0) [from, ms] = [now(), 0]
      else if (isOver(tokens, ms, patienceMs)) break
      tokens++
    }
    return ms / Math.max(1, tokens)
  } finally {
    await context.dispose()
  }
}

function isOver(tokens: number, ms: number, patienceMs: number): boolean {
  if (ms > patienceMs * usualTokens) return true
  if (ms >= longMs) return tokens >= fewestTokens
  return tokens >= mostTokens || (tokens >= usualTokens && ms >= enoughMs)
}
