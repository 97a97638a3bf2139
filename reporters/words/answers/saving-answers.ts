import { formatCount, formatShare } from '../../../src/figures.ts'
import { usdAmount } from '../../../src/money/readable-usd.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { groupBy } from '../group-by.ts'
import { sideRequest, sidesSentence } from '../money/side-words.ts'
import { type Sides, sidesOf } from '../money/sides.ts'
import { runLabel } from '../run-label.ts'

/** Columns that a name may take in a sentence. */
const nameWidth = 60

/** Savings of runs against the APIs they were held against, a sentence for each run and kind of cost. */
export function savingLines(runs: readonly RunRecord[]): string[] {
  return groupBy(sidesOf(runs), ({ run, own }) => JSON.stringify([run.id, own.cost])).map((these) => {
    const [first] = these
    return first !== undefined && these.length === 1 ? sidesSentence(first, nameWidth) : severalWords(these)
  })
}

/** A run beside several APIs: the one against which it saves least, and that against which it saves most. */
function severalWords(these: readonly Sides[]): string {
  const bySaving = these.toSorted((one, other) => one.saving - other.saving)
  const [least] = bySaving
  const most = bySaving.at(-1)
  if (least === undefined || most === undefined) return ''
  const { own, run } = least
  const like = Math.min(...these.flatMap((sides) => [sides.own.usdPerRequest, sides.api.usdPerRequest]))
  const against = ({ api, saving }: Sides): string =>
    `${saving < 0 ? `${formatShare(-saving)} dearer than` : `${formatShare(saving)} saved against`} ` +
    `${api.label} (${usdAmount(api.usdPerRequest, like)})`
  const kind = own.cost === 'price' ? '' : `${own.cost} cost (${own.kind}), `
  return (
    `${runLabel(run, nameWidth)}, ${kind}${sideRequest(own, like)}: ${against(least)} to ${against(most)}, ` +
    `of ${formatCount(these.length)} prices`
  )
}
