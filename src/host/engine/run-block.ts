import type { LlamaContextSequence } from 'node-llama-cpp'
import type { Sample } from '../../samples/sample.ts'
import type { Prompt } from '../../workload/prompt.ts'
import { now } from '../clock.ts'
import type { BlockEnd, BlockRequest } from '../protocol.ts'
import { type Generator, generate } from './generate.ts'

/** Receives finished requests; called outside every timed window. */
export interface SampleSink {
  add(sample: Sample): void
}

/**
 * Runs a block of requests under a closed load: each sequence is one client that sends its next
 * request when its last is answered. The host loops by itself, so that no message sits between two
 * requests.
 */
export async function runBlock(
  generator: Generator,
  sequences: readonly LlamaContextSequence[],
  block: BlockRequest,
  sink: SampleSink,
  signal: AbortSignal,
): Promise<BlockEnd['endedBy']> {
  const began = now()
  const deadline = began + block.budgetMs
  let started = 0
  let late = false

  const client = async (stream: number): Promise<void> => {
    const sequence = sequences[stream] as LlamaContextSequence
    // Equal requests sent together stay together: spread, the streams sample every phase.
    const offset = (block.spreadMs * stream) / block.concurrency
    if (offset > 0) await sleep(began + offset - now(), signal)
    while (started < block.requests && !signal.aborted) {
      if (now() >= deadline) {
        late = true
        return
      }
      const position = started++
      const index = block.firstIndex + position
      await sequence.clearHistory()
      const request = {
        index,
        phase: block.phase,
        slot: block.slot,
        stream,
        intended: now(),
        prompt: block.prompts[index % block.prompts.length] as Prompt,
        sampling: block.sampling,
      }
      const sample = await generate(generator, sequence, request, signal)
      if (sample === null) return
      sink.add(sample)
    }
  }

  await Promise.all(Array.from({ length: block.concurrency }, async (_, stream) => client(stream)))
  if (signal.aborted) return 'aborted'
  return late ? 'budget' : 'requests'
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal.aborted) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, milliseconds)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done, { once: true })
  })
}
