import type { LlamaContext, LlamaModel } from 'node-llama-cpp'
import { medianOf } from '../../../stats/quantiles/median.ts'
import { timeDecode } from './time-decode.ts'

/** A number of threads and the milliseconds that a token took with it. */
export interface ThreadTrial {
  readonly threads: number
  readonly msPerToken: number
}

/** Factor within which fewer threads are taken: more spin against whatever else runs, and draw more power. */
const asGood = 1.05
/** Factor from the fastest from which a number is slower, whatever the noise of one trial. */
const clearlySlower = 1.25
/** Factor by which a trial may be slower than the fastest so far before it is given up. */
const hopeless = 3
/** Further trials of each number that may be the fastest, in turns. */
const furtherRounds = 2

/**
 * Finds the engine threads that decode fastest, by decoding a few tokens with 1, 2, 4 … up to the given number, until
 * one is clearly slower: on shared cores threads that wait for each other can be hundreds of times slower than one.
 * Those between the fastest and its neighbours follow, and then all that one trial cannot tell from the fastest once
 * more, in turns. The fewest threads within 5 % of the fastest are taken.
 */
export async function calibrateThreads(
  model: LlamaModel,
  createContext: (threads: number) => Promise<LlamaContext>,
  most: number,
): Promise<{ best: number; trials: ThreadTrial[] }> {
  const times = new Map<number, number[]>()
  const figures = (): ThreadTrial[] => [...times].map(([threads, ms]) => ({ threads, msPerToken: median(ms) }))
  const fastest = (): ThreadTrial | null =>
    figures().toSorted((one, other) => one.msPerToken - other.msPerToken)[0] ?? null
  const isSlower = (threads: number): boolean =>
    median(times.get(threads) ?? []) > (fastest()?.msPerToken ?? Number.POSITIVE_INFINITY) * clearlySlower
  const tryWith = async (threads: number): Promise<void> => {
    const patience = (fastest()?.msPerToken ?? Number.POSITIVE_INFINITY) * hopeless
    const ms = await timeDecode(model, await createContext(threads), patience)
    times.set(threads, [...(times.get(threads) ?? []), ms])
  }
  for (const threads of threadSteps(most)) {
    await tryWith(threads)
    if (isSlower(threads)) break
  }
  for (const threads of between(fastest()?.threads ?? 1, [...times.keys()])) await tryWith(threads)
  const close = [...times.keys()].filter((threads) => !isSlower(threads)).toSorted((one, other) => one - other)
  for (let round = 0; round < furtherRounds && close.length > 1; round++)
    for (const threads of round % 2 === 0 ? close.toReversed() : close) await tryWith(threads)
  const limit = (fastest()?.msPerToken ?? Number.NaN) * asGood
  const trials = figures().toSorted((one, other) => one.threads - other.threads)
  return { best: trials.find(({ msPerToken }) => msPerToken <= limit)?.threads ?? 1, trials }
}

/** Numbers of threads to try: 1, 2, 4 … and the last one itself. */
export function threadSteps(most: number): number[] {
  const steps: number[] = []
  for (let threads = 1; threads < most; threads *= 2) steps.push(threads)
  return [...steps, Math.max(1, most)]
}

/** Numbers midway between one of the tried numbers and its neighbours, where there are any. */
export function between(one: number, tried: readonly number[]): number[] {
  const below = Math.max(0, ...tried.filter((threads) => threads < one))
  const above = Math.min(...tried.filter((threads) => threads > one))
  const midways = [below === 0 ? one : Math.round((below + one) / 2), Math.floor((one + above) / 2)]
  return midways.filter((threads) => Number.isFinite(threads) && !tried.includes(threads))
}

function median(values: readonly number[]): number {
  return medianOf(Float64Array.from(values))
}
