import { formatBinaryBytes, formatCount, formatDuration } from '../../../../src/figures.ts'
import { groupBy } from '../../../words/group-by.ts'
import { plainExcerpt } from '../../../../src/plain-text.ts'
import type { ModelLoadRecord } from '../../../../src/record/loads/model-load.ts'
import { medianOf } from '../../../../src/stats/quantiles/median.ts'
import type { Fact } from './fact.ts'

/** Columns that a note may take. */
const noteWidth = 200

/** Facts about the loads of a run that looked at them one by one, by the state of the page cache. */
export function modelLoadFacts(loads: readonly ModelLoadRecord[] | undefined): Fact[] {
  return groupBy(loads ?? [], ({ pageCache }) => pageCache).map((group): Fact => {
    const [{ pageCache } = { pageCache: 'unknown' as const }] = group
    const notes = [...new Set(group.flatMap(({ note }) => note ?? []))]
    const label = `Loads, page cache ${pageCache}`
    const times = known(group.map(({ loadTimeMs }) => loadTimeMs))
    const parts = [
      `${formatCount(group.length)}: median ${middle(times)}, ${rangeOf(times)}`,
      ...part('first token after', known(group.map(({ firstTokenMs }) => firstTokenMs)), middle),
      ...part('unloaded in', known(group.map(({ unloadMs }) => unloadMs)), middle),
      ...part('memory given back', known(group.map(({ givenBackBytes }) => givenBackBytes)), (bytes) =>
        formatBinaryBytes(medianOf(Float64Array.from(bytes))),
      ),
      ...notes.map((note) => plainExcerpt(note, noteWidth)),
    ]
    return [label, times.length === 0 ? null : parts.join('; ')]
  })
}

function rangeOf(times: readonly number[]): string {
  return `${formatDuration(Math.min(...times))} to ${formatDuration(Math.max(...times))}`
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null)
}

function part(name: string, values: readonly number[], text: (values: readonly number[]) => string): string[] {
  return values.length === 0 ? [] : [`${name} ${text(values)}`]
}

function middle(values: readonly number[]): string {
  return formatDuration(medianOf(Float64Array.from(values)))
}
