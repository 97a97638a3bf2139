import { randomFill } from 'node:crypto'
import { now } from '../../src/clock.ts'
import { generate } from '../../src/engines/llama-cpp/generate.ts'
import { ownEngine } from './own-engine.ts'

/**
 * One process, one model: the time of a decoded token in parts, request by request. Requests as they are measured take
 * turns with the same ones through the iterator of node-llama-cpp. Prints each round as JSON.
 */

/** Means over the decoded tokens of one request, in milliseconds. All but `token` and `reading` add up to `token`. */
export interface PathParts {
  readonly token: number
  /** llama.cpp's own time of a token. */
  readonly engine: number
  /** To the thread that decodes and back. */
  readonly decodeHop: number
  /** Choosing the token, with the way to a thread and back. */
  readonly sample: number
  /** JavaScript before decoding (our loop with it), before sampling, and from there to our stamp. */
  readonly before: number
  readonly between: number
  readonly after: number
  /** Reading text from the answer once its clock has stopped, a token of it: part of no figure. */
  readonly reading: number
}

/** One round: both ways, and an empty call on a thread, made after each token. */
export interface TokenParts {
  readonly measured: PathParts
  readonly iterator: PathParts
  readonly emptyHop: number
}

type Native = Record<string, (...args: readonly unknown[]) => Promise<unknown>>

const [spec = 'synthetic:smollm2-135m@Q4_0', count = '8', length = '96', temperature = '0'] = process.argv.slice(2)
const tokens = Number(length)
const { engine, context, sequence, clock, decodeTime } = await ownEngine(spec)
const native = (context as unknown as { _ctx: Native })._ctx

/** Times at which each call began, and at which it was over. */
interface Calls {
  readonly began: number[]
  readonly ended: number[]
}
const decodes: Calls = { began: [], ended: [] }
const samplings: Calls = { began: [], ended: [] }
stamp('decodeBatch', decodes)
stamp('sampleToken', samplings)

function stamp(name: string, { began, ended }: Calls): void {
  const call = native[name]
  if (call === undefined) throw new Error(`this release of node-llama-cpp has no ${name}`)
  const stamped = async (...args: readonly unknown[]): Promise<unknown> => {
    began.push(now())
    const result = await call.apply(native, [...args])
    ended.push(now())
    return result
  }
  Object.defineProperty(native, name, { value: stamped, configurable: true, writable: true })
}

function forget(): void {
  for (const times of [decodes.began, decodes.ended, samplings.began, samplings.ended]) times.length = 0
}

/** Mean of the times from one list of stamps to another, the later one moved on by some tokens. */
function mean(from: readonly number[], to: readonly number[], moved = 0): number {
  let sum = 0
  for (let place = 1; place < tokens; place++) sum += (to[place] ?? Number.NaN) - (from[place - moved] ?? Number.NaN)
  return sum / (tokens - 1)
}

const sampling = { maxTokens: tokens, temperature: Number(temperature), seed: 1, ignoreEos: true }
const prompt = { kind: 'tokens', count: 32 } as const

async function parts(index: number, steps: boolean): Promise<PathParts> {
  await decodeTime()
  forget()
  const job = { phase: 'measured', slot: 0, stream: 0, turn: null, intended: 0, index, prompt, sampling } as const
  const generator = { ...engine.generator, steps }
  const sample = await generate(generator, sequence, job, new AbortController().signal, clock)
  const over = now()
  if (sample?.state !== 'completed') throw new Error('the request failed')
  const { chunkTimes: given } = sample
  const own = await decodeTime()
  return {
    token: mean(given, given, 1),
    engine: own,
    decodeHop: mean(decodes.began, decodes.ended) - own,
    sample: mean(samplings.began, samplings.ended),
    before: mean(given, decodes.began, 1),
    between: mean(decodes.ended, samplings.began),
    after: mean(samplings.ended, given),
    reading: (over - (given.at(-1) ?? over)) / tokens,
  }
}

/** Mean time of a call that does nothing on a thread, each made after a token was decoded. */
async function emptyHop(): Promise<number> {
  await sequence.clearHistory()
  const input = engine.generator.tokenizer.tokenize(prompt, sampling.seed)
  let [ms, hops] = [0, 0]
  for await (const _ of sequence.evaluate(input, { temperature: 0, yieldEogToken: true })) {
    const began = now()
    await new Promise<void>((resolve) => {
      randomFill(Buffer.alloc(1), () => resolve())
    })
    ms += now() - began
    if (++hops === tokens) break
  }
  return ms / hops
}

for (const steps of [true, false]) await parts(0, steps)
const rounds: TokenParts[] = []
for (let round = 1; round <= Number(count); round++) {
  const first = await parts(round, round % 2 === 0)
  const second = await parts(round, round % 2 !== 0)
  const [measured, iterator] = round % 2 === 0 ? [first, second] : [second, first]
  rounds.push({ measured, iterator, emptyHop: await emptyHop() })
}
process.stdout.write(JSON.stringify(rounds))
process.exit()
