import { seededRandom, shuffled } from '../stats/random.ts'
import { carryoverOrders } from '../stats/williams.ts'
import type { RunPlan } from './header.ts'

/** A turn of one member of a comparison. */
export interface Slot {
  readonly index: number
  readonly member: number
  readonly requests: number
  readonly budgetMs: number
}

/** The part of a plan that turns depend on. */
export type TurnPlan = Pick<RunPlan, 'requests' | 'budgetMs' | 'concurrency' | 'until'>

const blockRequests = 8
const blockRequestsPerClient = 10
const blockMs = 5000
/** Requests between two looks of a run that stops when it knows. */
const lookEvery = 5

/**
 * The order in which the members of a comparison take turns: rounds of an order followed by its
 * reverse (ABBA for two), so that a drift of the machine falls on all alike. The orders of one
 * repetition (one round for two members, three for three, two for four) are a design balanced for
 * carry-over, see {@link carryoverOrders}: a machine that a slow member leaves hot or busy slows each of
 * the others equally often. Who is who in the design, and the sequence of its rounds, are drawn anew
 * for each repetition, from the seed. A turn is a block that the host runs by itself: 8 requests at
 * concurrency 1, else ten for each client or 5 s, and 5 s of an open load. A single member has one turn.
 */
export function* slotsOf(members: number, plan: TurnPlan, seed: string): Generator<Slot> {
  if (members === 1 && plan.until !== null) {
    const requests = requestsBetweenLooks(plan)
    const looks = Math.ceil(plan.requests / requests)
    for (let index = 0; index < looks; index++) yield { index, member: 0, requests, budgetMs: plan.budgetMs }
    return
  }
  if (members === 1) {
    yield { index: 0, member: 0, requests: plan.requests, budgetMs: plan.budgetMs }
    return
  }
  const alone = plan.concurrency === 1
  const requests = alone ? blockRequests : isOpen(plan) ? plan.requests : blockRequestsPerClient * plan.concurrency
  const budgetMs = alone ? plan.budgetMs : blockMs
  // A block cut short by its time leaves turns over; whoever is done lets his pass.
  const mostRounds = Math.ceil(plan.requests / 2) + Math.ceil(plan.budgetMs / budgetMs)
  let index = 0
  for (const round of roundsOf(members, mostRounds, seededRandom(hash(seed)))) {
    for (const member of round) yield { index: index++, member, requests, budgetMs }
  }
}

/** A launch of one member of a comparison: the turn it has, counted over all members. */
export type LaunchTurn = Pick<Slot, 'index' | 'member'>

/** The order in which members are launched, in turns as {@link slotsOf} has them; without an end. */
export function* launchTurns(members: number, seed: string): Generator<LaunchTurn> {
  let index = 0
  if (members === 1) for (;;) yield { index: index++, member: 0 }
  for (const round of roundsOf(members, Number.POSITIVE_INFINITY, seededRandom(hash(seed)))) {
    for (const member of round) yield { index: index++, member }
  }
}

/** An open load has no fixed number of clients. */
function isOpen({ concurrency }: TurnPlan): boolean {
  return concurrency === 0
}

/** Requests of a block between two looks: few, but under load each block must hold a steady part. */
function requestsBetweenLooks(plan: TurnPlan): number {
  return plan.concurrency === 1 ? lookEvery : blockRequestsPerClient * plan.concurrency
}

/** Rounds of whole repetitions of the design, at least as many as asked for. */
function* roundsOf(members: number, rounds: number, random: () => number): Generator<readonly number[]> {
  const orders = carryoverOrders(members)
  for (let done = 0; done < rounds; done += orders.length) {
    const names = shuffled(
      Array.from({ length: members }, (_, member) => member),
      random,
    )
    for (const order of shuffled(orders, random)) {
      const named = order.map((arm) => names[arm] as number)
      yield [...named, ...named.toReversed()]
    }
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return value >>> 0
}
