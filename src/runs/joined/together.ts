import { isoTime } from '../../clock.ts'
import type { JoinedRecord, LoadPartRecord } from '../../record/parts/parts.ts'
import type { RunRecord } from '../../record/run.ts'
import type { LoadPart } from './load-part.ts'
import { windowOf } from './window.ts'

/** When the parts of a load were at work, by the wall clocks of their machines. */
export function togetherOf(parts: readonly LoadPart[]): JoinedRecord {
  const windows = parts.map(windowOf)
  const names = namesOf(parts.map(({ record }) => record))
  const [starts, ends] = [windows.map(({ from }) => from), windows.map(({ to }) => to)]
  const clocks = new Set(parts.map(({ clock }) => clock))
  return {
    parts: parts
      .map(({ record }, place): LoadPartRecord => ({
        run: record.id,
        name: names[place] ?? '',
        startedAt: isoTime(starts[place] ?? 0),
        endedAt: isoTime(ends[place] ?? 0),
        requests: record.requests.attempted,
        lateMs: record.start?.lateMs ?? null,
      }))
      .toSorted((one, other) => one.startedAt.localeCompare(other.startedAt)),
    togetherMs: Math.max(0, least(ends) - most(starts)),
    wholeMs: Math.max(0, most(ends) - least(starts)),
    clocks: clocks.size === 1 && !clocks.has(null) ? 'one' : 'several',
  }
}

/** Share of the whole time in which every part was at work. */
export function togetherShare({ togetherMs, wholeMs }: JoinedRecord): number {
  return wholeMs > 0 ? togetherMs / wholeMs : 0
}

function least(values: readonly number[]): number {
  return Math.min(...values)
}

function most(values: readonly number[]): number {
  return Math.max(...values)
}

/** The least by which each part is told from the others. */
function namesOf(records: readonly RunRecord[]): string[] {
  const ways: ((record: RunRecord) => string | null)[] = [
    ({ partNumber }) => (partNumber === null ? null : `${partNumber.number}${ofAll(partNumber.of)}`),
    ({ blob }) => blob,
    ({ file }) => file,
    ({ name }) => name,
    ({ file, test, name }) => `${file} › ${test} › ${name}`,
  ]
  for (const way of ways) {
    const names = records.map(way)
    if (new Set(names).size === records.length && names.every((name) => name !== null)) return names
  }
  return records.map((_, place) => String(place + 1))
}

function ofAll(count: number | null): string {
  return count === null ? '' : ` of ${count}`
}
