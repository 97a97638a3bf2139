import type { AskedBlock } from '../../block/block.ts'
import type { Sample } from '../../samples/sample.ts'
import type { Prompt } from '../../workload/prompt.ts'
import type { RecordedUnit } from './answer-pool.ts'
import { replayedSample } from './recorded-answer.ts'

/** Samples of a block that was replayed, and the moment at which its last client was free. */
export interface ReplayedBlock {
  readonly samples: Sample[]
  readonly endedBy: 'requests' | 'budget'
  readonly end: number
}

/**
 * Lays recorded answers out in the time of a block, as its load asks for them: nobody waits. A client of a closed load
 * has its next answer when its last is over, one of an open load comes when its schedule says.
 * @param start CLOCK_MONOTONIC milliseconds
 * @param take the answers to the request that has this index
 */
export function replayBlock(
  block: AskedBlock,
  start: number,
  promptOf: (index: number) => Prompt,
  take: (index: number) => RecordedUnit,
): ReplayedBlock {
  const samples: Sample[] = []
  const units = replayUnits(block, start, promptOf, take)
  for (;;) {
    const { done, value } = units.next()
    if (done === true) return { samples, ...value }
    samples.push(...value)
  }
}

/** As {@link replayBlock}, the samples of one unit after the other. */
export function* replayUnits(
  { phase, slot, firstIndex, units, load, budgetMs }: AskedBlock,
  start: number,
  promptOf: (index: number) => Prompt,
  take: (index: number) => RecordedUnit,
): Generator<Sample[], Omit<ReplayedBlock, 'samples'>> {
  let end = start
  const place = (unit: number, stream: number, due: number): { readonly samples: Sample[]; readonly free: number } => {
    const index = firstIndex + unit
    const samples: Sample[] = []
    let intended = due
    let free = due
    for (const answer of take(index)) {
      const turn = answer.turn === undefined ? {} : { turn: answer.turn }
      const sample = replayedSample(answer, { index, phase, slot, stream, ...turn, intended })
      samples.push(sample)
      free = sample.over ?? sample.end
      intended = free + thinkMs(promptOf(index))
    }
    end = Math.max(end, free)
    return { samples, free }
  }
  const frees = load.kind === 'closed' ? load.firstSends.map((offset) => start + offset) : []
  const deadline = start + (load.kind === 'closed' ? (load.firstSends.at(-1) ?? 0) : 0) + budgetMs
  const all = load.kind === 'closed' ? units : Math.min(units, load.at.length)
  for (let unit = 0; unit < all; unit++) {
    const [stream, due] = load.kind === 'closed' ? earliest(frees) : idle(frees, start + (load.at[unit] as number))
    if (due >= deadline) return { endedBy: 'budget', end }
    const { samples, free } = place(unit, stream, due)
    frees[stream] = free
    yield samples
  }
  return { endedBy: 'requests', end }
}

/** The client that is free first, and when. */
function earliest(frees: readonly number[]): readonly [stream: number, due: number] {
  let stream = 0
  for (let other = 1; other < frees.length; other++)
    if ((frees[other] as number) < (frees[stream] as number)) stream = other
  return [stream, frees[stream] as number]
}

/** A client that is free by then, or one more. */
function idle(frees: readonly number[], due: number): readonly [stream: number, due: number] {
  const found = frees.findIndex((free) => free <= due)
  return [found === -1 ? frees.length : found, due]
}

function thinkMs(prompt: Prompt): number {
  return prompt.kind === 'conversation' ? prompt.thinkMs : 0
}
