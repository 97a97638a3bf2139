import { formatCount } from '../../../../src/figures.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import type { Chart } from '../../../charts/kit/chart.ts'
import { outcomeOf } from '../../../words/claims.ts'
import { blocks, section } from '../section.ts'
import { runDetail, shortDetail } from './run-detail.ts'

/**
 * The details of each run within so many bytes. Where there is no room for all of them, those that ended early or have
 * a claim or a request that failed come first; of others only the figures are shown, and the last ones are left out,
 * which is said.
 */
export function allDetails(runs: readonly RunRecord[], charts: readonly Chart[], room: number): string {
  if (runs.length === 0) return ''
  const full = runs.map((run) => runDetail(run, charts))
  if (full.reduce((total, text) => total + sizeOf(text), 0) <= room) {
    return full.length === 1 ? blocks(...full) : section('## Runs in detail', ...full)
  }
  const short = runs.map((run) => shortDetail(run, charts))
  const shown = chosen(runs, { full, short, room: room - noteRoom })
  const whole = [...shown].filter(([index, text]) => text === full[index]).length
  return section(
    '## Runs in detail',
    leftOutWords(runs.length, shown.size, whole),
    ...[...runs.keys()].flatMap((index) => shown.get(index) ?? []),
  )
}

/** The texts that there is room for: in full those that are needed most, then the figures of all, then more in full. */
function chosen(
  runs: readonly RunRecord[],
  { full, short, room }: { readonly full: readonly string[]; readonly short: readonly string[]; readonly room: number },
): Map<number, string> {
  const byNeed = [...runs.keys()].toSorted((a, b) => needOf(runs[b]) - needOf(runs[a]) || a - b)
  const shown = new Map<number, string>()
  let left = room
  const show = (index: number, text: string, keep: number): void => {
    const more = sizeOf(text) - sizeOf(shown.get(index) ?? null)
    if (more > left - keep) return
    shown.set(index, text)
    left -= more
  }
  for (const index of byNeed) if (needOf(runs[index]) > 1) show(index, full[index] ?? '', room / 2)
  for (const index of byNeed) if (!shown.has(index)) show(index, short[index] ?? '', 0)
  for (const index of byNeed) if (shown.has(index)) show(index, full[index] ?? '', 0)
  return shown
}

/** Bytes that the sentence on what was left out may take. */
const noteRoom = 400

function leftOutWords(all: number, shown: number, whole: number): string {
  const short = shown - whole
  return [
    `This page has a limit of size: of ${formatCount(all)} runs ${formatCount(whole)} are shown in full`,
    ...(short === 0 ? [] : [`of ${formatCount(short)} the figures alone`]),
    ...(shown === all ? [] : [`${formatCount(all - shown)} are left out here`]),
  ]
    .join(', ')
    .concat('. All of it is in report.json.')
}

function needOf(run: RunRecord | undefined): number {
  if (run === undefined) return 0
  if (run.state === 'partial' || run.claims.some((claim) => outcomeOf(claim) === 'fail')) return 3
  if (run.requests.failed > 0) return 2
  return run.claims.some((claim) => outcomeOf(claim) === 'inconclusive') ? 1 : 0
}

function sizeOf(text: string | null): number {
  return text === null ? 0 : Buffer.byteLength(text) + 2
}
