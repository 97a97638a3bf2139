import { formatBinaryBytes, formatCount } from '../../../src/figures.ts'
import { plainName } from '../../../src/plain-text.ts'
import type { SeveralRecord } from '../../../src/record/several/several.ts'
import { slowdownText } from '../several/slowdowns.ts'

/** Losses of several models beside each other, a sentence for each measurement. */
export function togetherLines(several: readonly SeveralRecord[]): string[] {
  return several.map((one) => {
    const { name, models, slowdowns, all, missing } = one
    const most = Math.max(0, ...slowdowns.map(({ beside }) => beside.length))
    const slower = slowdowns
      .filter(({ beside }) => beside.length === most)
      .map((slowdown) => `${plainName(slowdown.model)} takes ${slowdownText(slowdown)} times as long`)
    const memory = all.peakRssBytes === null ? [] : [`${formatBinaryBytes(all.peakRssBytes)} of memory in all`]
    const broken = missing.length === 0 ? [] : [`${formatCount(missing.length)} broke`]
    const beside = slower.length === 0 ? [] : [`beside the others ${slower.join(', ')}`]
    return `${plainName(name)}: ${formatCount(models.length)} models; ${[...beside, ...memory, ...broken].join('; ')}`
  })
}
