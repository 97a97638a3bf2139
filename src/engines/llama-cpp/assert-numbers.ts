import type { LlamaContextSequence, LlamaModel } from 'node-llama-cpp'
import { LlmBenchError } from '../../errors.ts'

/**
 * Refuses a model whose first prediction is no number: a damaged or badly converted file is as fast as a good
 * one, and would be measured without a word.
 * @throws LlmBenchError `model-invalid`
 */
export async function assertNumbers(
  path: string,
  { tokens }: LlamaModel,
  sequence: LlamaContextSequence | undefined,
): Promise<void> {
  if (sequence === undefined) return
  // A model without a start token has a first one.
  const start = tokens.bos ?? tokens.eos ?? (0 as NonNullable<typeof tokens.bos>)
  const [found] = await sequence.controlledEvaluate([[start, { generateNext: { confidence: true } }]])
  await sequence.clearHistory()
  const confidence = found?.next.confidence
  if (confidence !== undefined && Number.isFinite(confidence)) return
  throw new LlmBenchError(
    'model-invalid',
    `model "${path}" predicts no number (NaN) as its first token: its weights are damaged or badly converted; ` +
      'download it again, or choose another conversion',
  )
}
