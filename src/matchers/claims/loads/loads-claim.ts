import { formatCount, formatNumber } from '../../../figures.ts'
import type { PageCacheWish } from '../../../models/page-cache/prepare-page-cache.ts'
import { plainText } from '../../../plain-text.ts'
import type { ModelLoadRecord } from '../../../record/loads/model-load.ts'
import type { Subject } from '../../../runs/subject.ts'
import { notMeasured } from '../measured-run.ts'
import type { Claim } from '../settled-claim.ts'
import { timesWithin } from './times-within.ts'

/** A claim on the loads of a run. */
interface AskedLoads {
  readonly matcher: string
  /** State of the page cache of the loads that count; null for all. */
  readonly from: PageCacheWish | null
  /** In per cent. */
  readonly percentile: number
  /** Milliseconds. */
  readonly limit: number
  readonly alpha: number
}

/**
 * The claim that a percentile of the loads of a run is within a limit.
 * @throws LlmBenchError `not-measured` where it has no such loads
 */
export function loadsClaim(subject: Subject, { matcher, from, percentile, limit, alpha }: AskedLoads): Claim {
  const { provenance } = subject.record
  // A record of an earlier version has none.
  const all = (subject.record.loads as readonly ModelLoadRecord[] | undefined) ?? []
  const loads = all.filter(({ pageCache }) => from === null || pageCache === from)
  if (loads.length === 0) throw notMeasured(matcher, reasonOf(all, from))
  const times = loads.map(({ loadTimeMs }) => loadTimeMs ?? Number.NaN)
  return {
    ...timesWithin(times, { percentile, limit, alpha }),
    matcher,
    subject,
    metric: 'loadTime',
    what: `p${percentile} of ${from === null ? '' : `${from} `}loads`,
    provenance,
    counted: 'loads',
    details: () => [...statesOf(loads), ...leftOut(all, loads)],
  }
}

function reasonOf(all: readonly ModelLoadRecord[], from: PageCacheWish | null): string {
  const wish = from ?? 'cold'
  if (all.length === 0)
    return `no loads were looked at one by one: give the bench of a local model pageCache: '${wish}'`
  const notes = [...new Set(all.flatMap(({ pageCache, note }) => `${pageCache}${note === null ? '' : `, ${note}`}`))]
  return `none of its ${formatCount(all.length)} loads was ${wish}: ${plainText(notes.join('; '))}`
}

/** The limits of the state of the loads, and what follows a load. */
function statesOf(loads: readonly ModelLoadRecord[]): string[] {
  const notes = [...new Set(loads.flatMap(({ note }) => note ?? []))]
  const first = meanOf(loads.map(({ firstTokenMs }) => firstTokenMs))
  return [
    ...notes.map((note) => `page cache ${loads[0]?.pageCache ?? 'unknown'}, ${plainText(note)}`),
    ...(first === null ? [] : [`on average the first token came ${formatNumber(first)} ms after the first request`]),
  ]
}

function leftOut(all: readonly ModelLoadRecord[], loads: readonly ModelLoadRecord[]): string[] {
  const others = all.filter((load) => !loads.includes(load))
  if (others.length === 0) return []
  const states = [...new Set(others.map(({ pageCache }) => pageCache))].join(' or ')
  return [`${formatCount(others.length)} other loads, of which the page cache was ${states}, are left out`]
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
