import * as v from 'valibot'
import type { Call } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { flag } from './flag.ts'
import type { LlamaEncoderOptions } from './shared-options.ts'

/** Schemas of {@link LlamaEncoderOptions}. */
export const llamaEncoderEntries: Record<keyof LlamaEncoderOptions, v.GenericSchema> = {
  embedding: v.optional(v.union([v.boolean(), v.picklist(['mean', 'cls', 'last'])])),
  reranking: v.optional(v.boolean()),
}

/**
 * The flags by which llama-server makes vectors or scores. An encoder reads a text in one step, so that `batchSize`
 * limits its length: it is then the size of what is computed at once, too.
 * @throws LlmBenchError `invalid-option` for both kinds at once
 */
export function encoderFlags(
  { embedding = false, reranking = false, batchSize }: LlamaEncoderOptions & { readonly batchSize?: number },
  call: Call,
): string[] {
  if (embedding === false && !reranking) return []
  if (embedding !== false && reranking)
    throw notAllowed(call('reranking'), 'beside embedding', 'one of the two: a server each for vectors and for scores')
  return [
    ...(reranking ? ['--reranking'] : ['--embedding']),
    ...flag('--pooling', typeof embedding === 'string' ? embedding : undefined),
    ...flag('--ubatch-size', batchSize),
  ]
}
