import type { CheckRecord } from '../../record/check.ts'
import type { PartNumberRecord } from '../../record/parts/parts.ts'
import type { RunRecord } from '../../record/run.ts'

/** Facts about the parts that are not there. */
export interface MissingParts {
  /** Parts that made no request, or of whose requests nothing is known. */
  readonly unmeasured: number
  /** Numbers of the shards that are in the report, whatever they measured. */
  readonly shards: ReadonlySet<number>
}

/** Nothing is known to be missing. */
export const noneMissing: MissingParts = { unmeasured: 0, shards: new Set() }

/** Numbers that are named before the rest is counted. */
const mostNamed = 5

/** Whether parts of a load are missing, or there twice: the load was then another one than was asked for. */
export function partsMissing(records: readonly RunRecord[], { unmeasured, shards }: MissingParts): CheckRecord | null {
  const numbers = records.flatMap(({ partNumber }) => partNumber ?? [])
  if (numbers.length === 0 && unmeasured === 0) return null
  const found = [
    ...(unmeasured === 0 ? [] : [`${unmeasured} of its parts measured nothing`]),
    ...listed('missing', missingOf(numbers, shards)),
    ...listed('there twice', doublesOf(records)),
  ]
  const base = { id: 'parts-missing', protects: ['all'] }
  return found.length === 0
    ? { ...base, status: 'ok', message: `all ${records.length} parts are there, as far as their numbers tell` }
    : { ...base, status: 'invalid', message: `${found.join(', ')}: merge each part once, or measure all of them again` }
}

/** Of shards those that nobody has seen; of the pods of a job, of which nobody says how many there are, the gaps. */
function missingOf(numbers: readonly PartNumberRecord[], shards: ReadonlySet<number>): number[] {
  const there = new Set([...numbers.map(({ number }) => number), ...shards])
  const last = Math.max(0, ...numbers.map(({ number, of }) => of ?? number))
  return Array.from({ length: last }, (_, index) => index + 1).filter((number) => !there.has(number))
}

/** Numbers of parts that the same bench made more than once: a shard may hold several files. */
function doublesOf(records: readonly RunRecord[]): number[] {
  const makers = Map.groupBy(records, ({ partNumber, project, file, test, name }) =>
    JSON.stringify([partNumber?.number ?? null, project, file, test, name]),
  )
  const doubles = [...makers.values()].filter(({ length }) => length > 1)
  return [...new Set(doubles.flatMap(([first]) => first?.partNumber?.number ?? []))]
}

function listed(what: string, numbers: readonly number[]): string[] {
  if (numbers.length === 0) return []
  const named = numbers.slice(0, mostNamed).join(', ')
  const more = numbers.length > mostNamed ? ` and ${numbers.length - mostNamed} more` : ''
  return [`${numbers.length === 1 ? 'part' : 'parts'} ${named}${more} ${numbers.length === 1 ? 'is' : 'are'} ${what}`]
}
