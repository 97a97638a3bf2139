import type { RunRecord } from '../../../src/record/run.ts'
import { formatShare, none } from '../../../src/figures.ts'
import { acceptedOfDrafted, draftsToldBy } from '../../../src/samples/speculation/drafted-words.ts'

/** Whether tokens were drafted in any of the runs. */
export function someDraft(runs: readonly RunRecord[]): boolean {
  return runs.some(({ tokens }) => (tokens.speculation?.share ?? null) !== null)
}

/** Share of its drafted tokens that a run accepted. */
export function acceptedCell({ tokens: { speculation } }: RunRecord): string {
  return speculation === undefined || speculation.share === null ? none : formatShare(speculation.share)
}

/** That share with its interval: `75 % [70 %, 80 %]`. */
export function acceptedShare({ tokens: { speculation } }: RunRecord): string {
  if (speculation === undefined || speculation.share === null) return none
  const { share, interval } = speculation
  return `${formatShare(share)}${interval === null ? '' : ` [${interval.map((end) => formatShare(end)).join(', ')}]`}`
}

/** Words for drafted tokens, the share of them that was accepted, and who told; null where nothing tells of any. */
export function draftedWords(run: RunRecord): string | null {
  const { speculation } = run.tokens
  if (speculation === undefined) return null
  const share = speculation.share === null ? '' : `: ${acceptedShare(run)}`
  return `${acceptedOfDrafted(speculation)} accepted${share}, ${draftsToldBy(speculation)}`
}
