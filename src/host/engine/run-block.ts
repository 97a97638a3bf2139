import type { LlamaContextSequence } from 'node-llama-cpp'
import type { Sample } from '../../samples/sample.ts'
import { seededRandom } from '../../stats/random.ts'
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
  const offsets = firstSends(block.concurrency, block.spreadMs, block.sampling.seed)
  const deadline = began + (offsets.at(-1) ?? 0) + block.budgetMs
  let started = 0
  let late = false

  const client = async (stream: number): Promise<void> => {
    const sequence = sequences[stream] as LlamaContextSequence
    await sleep(began + (offsets[stream] ?? 0) - now(), signal)
    while (started < block.requests && !signal.aborted) {
      if (now() >= deadline) {
        late = true
        return
      }
      const position = started++
      const index = block.firstIndex + position
      const request = {
        index,
        phase: block.phase,
        slot: block.slot,
        stream,
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

/**
 * When each client sends its first request, in milliseconds after the block began: one in each equal
 * part of the spread, at a seeded moment of it. Evenly spaced, the first request of one client, made
 * while fewer are in flight and so faster by just that share, would end when the next client starts,
 * and equal requests that start together stay together.
 */
export function firstSends(clients: number, spreadMs: number, seed: number): number[] {
  const random = seededRandom(seed)
  return Array.from({ length: clients }, (_, client) =>
    client === 0 ? 0 : (spreadMs * (client + random())) / clients,
  )
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
