import type { LlamaContextSequence } from 'node-llama-cpp'
import type { Requester } from '../../requesters/requester.ts'
import type { SamplerClock } from './answers/sampler-clock.ts'
import { type Generator, generate } from './generate.ts'

/** A requester to a local model: each stream has a sequence of the context. */
export function modelRequester(
  generator: Generator,
  sequences: readonly LlamaContextSequence[],
  clock: SamplerClock | null = null,
): Requester {
  return {
    request: async (job, signal) =>
      await generate(generator, sequences[job.stream] as LlamaContextSequence, job, signal, clock),
  }
}
