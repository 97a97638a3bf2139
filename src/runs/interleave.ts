import { seededRandom, shuffled } from '../stats/random.ts'
import type { RunPlan } from './header.ts'

/** A turn of one member of a comparison. */
export interface Slot {
  readonly index: number
  readonly member: number
  readonly requests: number
  readonly budgetMs: number
}

const blockRequests = 8
const blockRequestsPerClient = 10
const blockMs = 5000
/** Requests between two looks of a run that stops when it knows. */
const lookEvery = 5

/**
 * The order in which the members of a comparison take turns: rounds of a seeded order followed by
 * its reverse (ABBA for two), so that a drift of the machine falls on all alike. A turn is a block
 * that the host runs by itself: 8 requests at concurrency 1, else ten for each client or 5 s. A
 * single member has one turn.
 */
export function* slotsOf(members: number, plan: RunPlan, seed: string): Generator<Slot> {
  if (members === 1 && plan.until !== null) {
    // Short blocks between looks; under load each must hold a steady part.
    const requests = plan.concurrency === 1 ? lookEvery : blockRequestsPerClient * plan.concurrency
    const looks = Math.ceil(plan.requests / requests)
    for (let index = 0; index < looks; index++) yield { index, member: 0, requests, budgetMs: plan.budgetMs }
    return
  }
  if (members === 1) {
    yield { index: 0, member: 0, requests: plan.requests, budgetMs: plan.budgetMs }
    return
  }
  const alone = plan.concurrency === 1
  const requests = alone ? blockRequests : blockRequestsPerClient * plan.concurrency
  const budgetMs = alone ? plan.budgetMs : blockMs
  const random = seededRandom(hash(seed))
  // A block cut short by its time leaves turns over; whoever is done lets his pass.
  const mostRounds = Math.ceil(plan.requests / 2) + Math.ceil(plan.budgetMs / budgetMs)
  let index = 0
  for (let round = 0; round < mostRounds; round++) {
    const order = shuffled(Array.from({ length: members }, (_, member) => member), random)
    for (const member of [...order, ...order.toReversed()]) {
      yield { index: index++, member, requests, budgetMs }
    }
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return value >>> 0
}
