import { formatDuration } from '../../figures.ts'
import type { CheckRecord } from '../../record/check.ts'
import type { JoinedRecord } from '../../record/parts/parts.ts'
import type { RunRecord } from '../../record/run.ts'
import { type MissingParts, noneMissing, partsMissing } from './parts-missing.ts'
import { togetherShare } from './together.ts'

const severity = { ok: 0, warning: 1, invalid: 2 } as const
/** Parts that were at work together for less than this share of the time did not load the server together. */
const fewestTogether = 0.8
/** Parts that were so for less than this share were the asked load for most of the time only. */
const nearlyAlways = 0.95

/** Checks of a joined load: of each the worst that a part has, and whether the parts were at work together. */
export function joinedChecks(
  records: readonly RunRecord[],
  joined: JoinedRecord,
  missing: MissingParts = noneMissing,
): CheckRecord[] {
  const worst = new Map<string, CheckRecord>()
  for (const [part, { checks }] of records.entries()) {
    for (const check of checks) {
      const known = worst.get(check.id)
      if (known !== undefined && severity[known.status] >= severity[check.status]) continue
      worst.set(check.id, { ...check, message: `part ${part + 1}: ${check.message}` })
    }
  }
  const lacking = partsMissing(records, missing)
  return [...worst.values(), ...(lacking === null ? [] : [lacking]), partsOverlap(joined)]
}

function partsOverlap(joined: JoinedRecord): CheckRecord {
  const share = togetherShare(joined)
  const { parts, togetherMs, wholeMs, clocks } = joined
  const told =
    `${Math.round(share * 100)} % of the time (${formatDuration(togetherMs)} of ${formatDuration(wholeMs)}) ` +
    `all ${parts.length} parts were at work`
  const clock = clocks === 'one' ? '' : ', by wall clocks whose difference is not known'
  const base = { id: 'parts-overlap', protects: ['all'] }
  if (share >= nearlyAlways) return { ...base, status: 'ok', message: `${told}${clock}` }
  const remedy = 'start them together (startAt), and give them the same duration'
  return share >= fewestTogether
    ? { ...base, status: 'warning', message: `only ${told}${clock}: ${remedy}` }
    : {
        ...base,
        status: 'invalid',
        message: `the parts did not load the server together: only ${told}${clock}: ${remedy}`,
      }
}
