import type { SampleColumns } from '../samples/columns.ts'

/** Columns from which the queue of a server shows. */
export type QueueColumns = Pick<SampleColumns, 'sent' | 'first' | 'end' | 'failed'>

/** Fewest answers from which the number of slots is told. */
const fewestAnswers = 20
/** Most answers that are looked at. */
const mostAnswers = 20_000
/** Share of the time in which more answers may seem to come at once than there are slots: stamps are not exact. */
const tolerated = 0.02
/** Share of the time in which more would come at once, if nobody had to wait. */
const expected = 0.1

/**
 * Slots of a server by the answers that came from it at once, from first token to end: more never did, although more
 * requests were under way, whose answers would have met if each had been served as it came (binomial). Null where it
 * does not show: few answers, answers of a token, no streams, or nobody waited.
 */
export function slotsInUse({ sent, first, end, failed }: QueueColumns): number | null {
  const changes: Change[] = []
  let answers = 0
  for (let row = 0; row < sent.length && answers < mostAnswers; row++) {
    if (failed[row] === 1 || Number.isNaN(first[row])) continue
    answers++
    changes.push({ at: sent[row] as number, asked: 1, coming: 0 }, { at: first[row] as number, asked: 0, coming: 1 })
    changes.push({ at: end[row] as number, asked: -1, coming: -1 })
  }
  if (answers < fewestAnswers) return null
  // What ends makes room for what begins at the same moment.
  changes.sort((one, other) => one.at - other.at || one.coming - other.coming)
  const times = timesOf(changes)
  const busy = times.byComing.reduce((sum, ms) => sum + ms, 0) - (times.byComing[0] ?? 0)
  let above = busy
  let slots = 0
  while (above > tolerated * busy) above -= times.byComing[++slots] ?? 0
  const clients = Math.round(times.askedMs / times.allMs)
  if (busy <= 0 || slots < 1 || clients <= slots) return null
  const share = Math.min(1, times.comingMs / times.askedMs)
  return shareAbove(slots, clients, share) >= expected ? slots : null
}

/** A moment at which a request is sent, its answer begins, or ends. */
interface Change {
  readonly at: number
  readonly asked: number
  readonly coming: number
}

interface Times {
  /** Milliseconds in which so many answers came at once. */
  readonly byComing: number[]
  readonly allMs: number
  /** Milliseconds of all requests under way, and of all answers that came, added up. */
  readonly askedMs: number
  readonly comingMs: number
}

function timesOf(changes: readonly Change[]): Times {
  const byComing: number[] = []
  let [asked, coming, askedMs, comingMs, allMs] = [0, 0, 0, 0, 0]
  let last = changes[0]?.at ?? 0
  for (const change of changes) {
    // Time in which nothing is under way is nobody's: others took their turn.
    const ms = asked === 0 ? 0 : change.at - last
    byComing[coming] = (byComing[coming] ?? 0) + ms
    allMs += ms
    askedMs += asked * ms
    comingMs += coming * ms
    asked += change.asked
    coming += change.coming
    last = change.at
  }
  return { byComing: Array.from(byComing, (ms) => ms ?? 0), allMs, askedMs, comingMs }
}

/** Chance that more than `slots` of `clients` are at something that each is at for this share of the time. */
function shareAbove(slots: number, clients: number, share: number): number {
  let chance = (1 - share) ** clients
  let below = chance
  for (let count = 1; count <= slots; count++) {
    chance *= ((clients - count + 1) / count) * (share / (1 - share))
    below += chance
  }
  return share >= 1 ? 1 : 1 - below
}
