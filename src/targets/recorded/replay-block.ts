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
  { phase, slot, firstIndex, units, load, budgetMs }: AskedBlock,
  start: number,
  promptOf: (index: number) => Prompt,
  take: (index: number) => RecordedUnit,
): ReplayedBlock {
  const samples: Sample[] = []
  let endedBy: ReplayedBlock['endedBy'] = 'requests'
  let end = start
  const place = (unit: number, stream: number, due: number): number => {
    const index = firstIndex + unit
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
    return free
  }
  if (load.kind === 'closed') {
    const frees = load.firstSends.map((offset) => start + offset)
    const deadline = start + (load.firstSends.at(-1) ?? 0) + budgetMs
    for (let unit = 0; unit < units; unit++) {
      const stream = frees.indexOf(Math.min(...frees))
      const due = frees[stream] as number
      if (due >= deadline) {
        endedBy = 'budget'
        break
      }
      frees[stream] = place(unit, stream, due)
    }
    return { samples, endedBy, end }
  }
  const frees: number[] = []
  for (let unit = 0; unit < Math.min(units, load.at.length); unit++) {
    const due = start + (load.at[unit] as number)
    if (due >= start + budgetMs) {
      endedBy = 'budget'
      break
    }
    const idle = frees.findIndex((free) => free <= due)
    const stream = idle === -1 ? frees.length : idle
    frees[stream] = place(unit, stream, due)
  }
  return { samples, endedBy, end }
}

function thinkMs(prompt: Prompt): number {
  return prompt.kind === 'conversation' ? prompt.thinkMs : 0
}
