import type { Sample } from '../samples/sample.ts'

/**
 * The requests of an interleaved run with the time between its blocks, in which others ran, cut
 * out: rates are over the time the target was at work. Latencies are unchanged.
 */
export function activeTime(samples: readonly Sample[]): Sample[] {
  const slots = new Map<number, Sample[]>()
  for (const sample of samples) slots.set(sample.slot, [...(slots.get(sample.slot) ?? []), sample])
  let shift = 0
  let previousEnd: number | null = null
  return [...slots.values()].flatMap((block) => {
    const began = Math.min(...block.map(({ sent }) => sent))
    if (previousEnd !== null) shift += began - previousEnd
    previousEnd = Math.max(...block.map(({ end }) => end))
    const by = shift
    return block.map((sample) => shifted(sample, by))
  })
}

function shifted(sample: Sample, by: number): Sample {
  const times = { intended: sample.intended - by, sent: sample.sent - by, end: sample.end - by }
  return { ...sample, ...times }
}
