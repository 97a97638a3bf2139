import type { AnsweredWork } from '../../metrics/series.ts'
import type { Subject } from '../../runs/subject.ts'
import { momentsOf } from '../../stats/moments.ts'
import type { PairWork } from '../../verdicts/equal-work.ts'
import type { Arms } from './paired-runs.ts'

/** Work of the two arms of a comparison: one that did less is not the faster one. */
export function pairWork({ ours, theirs }: Arms): PairWork {
  const lengths = [lengthsOf(ours), lengthsOf(theirs)] as const
  const [left, right] = lengths.map(momentsOf) as [Moments, Moments]
  // An agent that gets there with fewer tokens has done the same.
  const isTask = [ours, theirs].some(({ record }) => record.target.kind === 'task')
  const outputTokens = isTask ? ([null, null] as const) : ([meanOf(left), meanOf(right)] as const)
  const both = itemsOf(ours, theirs)
  const items = both === null ? {} : { items: both }
  const pairs = pairsOf(ours.measured.answers?.(), theirs.measured.answers?.())
  if (pairs === null)
    return {
      outputTokens,
      answers: null,
      ...items,
      error: Math.sqrt(left.variance / left.n + right.variance / right.n),
    }
  const apart = momentsOf(Float64Array.from(pairs, ([one, other]) => one.outputTokens - other.outputTokens))
  const same = pairs.filter(([one, other]) => one.print === other.print).length
  return { outputTokens, answers: { both: pairs.length, same }, ...items, error: Math.sqrt(apart.variance / apart.n) }
}

/** Texts or documents of a request, of both arms; null where one of them generated text. */
function itemsOf(...arms: readonly [Subject, Subject]): readonly [number, number] | null {
  const [our, their] = arms.map(({ record: { items, requests } }) =>
    items === null || items === undefined ? null : items.answered / Math.max(1, requests.succeeded),
  )
  return our === null || our === undefined || their === null || their === undefined ? null : [our, their]
}

function meanOf({ n, mean }: Moments): number | null {
  return n === 0 ? null : mean
}

type Moments = ReturnType<typeof momentsOf>
type Answers = ReadonlyMap<string, AnsweredWork> | undefined

function pairsOf(ours: Answers, theirs: Answers): (readonly [AnsweredWork, AnsweredWork])[] | null {
  if (ours === undefined || theirs === undefined) return null
  return [...ours].flatMap(([key, one]) => {
    const other = theirs.get(key)
    return other === undefined ? [] : [[one, other] as const]
  })
}

function lengthsOf({ measured }: Subject): Float64Array {
  const { failed, outputTokens } = measured.columns
  return outputTokens.filter((_, row) => failed[row] !== 1)
}
