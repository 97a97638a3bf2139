import { availableParallelism } from 'node:os'
import { now } from '../../src/clock.ts'
import { calibrateThreads } from '../../src/engines/llama-cpp/threads/calibrate-threads.ts'
import { ownEngine } from './own-engine.ts'

/**
 * One process, one model: rounds of a calibration, then of answers with each fixed number of threads in turns. Prints
 * them as JSON.
 */

/** One calibration, and the milliseconds a token with each number of threads right after it. */
export interface CalibrationRound {
  readonly chosen: number
  readonly ms: number
  readonly fixed: readonly { readonly threads: number; readonly msPerToken: number }[]
}

const [spec = 'synthetic:micro@Q4_0', count = '4', length = '32'] = process.argv.slice(2)
const cores = availableParallelism()
/** Milliseconds from which an answer is long enough. */
const longMs = 1500
const { engine } = await ownEngine(spec, {}, cores)
const { model } = engine.generator
const contextWith = async (threads: number, contextSize = 64): ReturnType<typeof model.createContext> =>
  await model.createContext({ contextSize, threads: { ideal: threads, min: threads } })
const contexts = await Promise.all(Array.from({ length: cores }, async (_, place) => await contextWith(place + 1, 256)))
const sequences = contexts.map((context) => context.getSequence())

async function answer(threads: number): Promise<number> {
  const sequence = sequences[threads - 1]
  if (sequence === undefined) throw new Error(`no context of ${threads} threads`)
  await sequence.clearHistory()
  const prompt = engine.generator.tokenizer.tokenize({ kind: 'tokens', count: 8 }, 1)
  let [tokens, first] = [0, 0]
  for await (const _ of sequence.evaluate(prompt, { temperature: 0, yieldEogToken: true })) {
    if (tokens++ === 0) first = now()
    // Threads that wait for each other may take a second for one.
    if (tokens > Number(length) || now() - first > longMs) break
  }
  return (now() - first) / Math.max(1, tokens - 1)
}

const rounds: CalibrationRound[] = []
for (let round = 0; round < Number(count); round++) {
  const began = now()
  const { best: chosen } = await calibrateThreads(model, contextWith, cores)
  const ms = now() - began
  const order = Array.from({ length: cores }, (_, place) => place + 1)
  const there = new Map<number, number[]>()
  for (const threads of [...order, ...order.toReversed()])
    there.set(threads, [...(there.get(threads) ?? []), await answer(threads)])
  const fixed = [...there].map(([threads, times]) => ({
    threads,
    msPerToken: times.reduce((sum, each) => sum + each, 0) / times.length,
  }))
  rounds.push({ chosen, ms, fixed })
}
process.stdout.write(JSON.stringify(rounds))
process.exit()
