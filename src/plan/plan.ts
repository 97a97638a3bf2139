import { askedLength } from './length/asked-length.ts'
import type { RunDefaults } from './run-defaults.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import type { EnergyWish } from '../machine/meters/energy/energy-wish.ts'
import { declaredWattsOf, energyWish, freeEnergy } from './energy.ts'
import { rooflineWish, type RooflineWish, tableRoofline } from './roofline.ts'
import type { RunOptions } from './run-options.ts'
import { startOf } from './start/start-of.ts'
import { runSchema } from './run-schema.ts'
import { type LoadPlan, oneClient } from '../workload/load.ts'
import { type RunPlan, unlimitedRequests } from './header.ts'
import { launchesOf } from './launches.ts'

const defaultRequests = 200
/** Fewest requests before the measured ones of an open load. */
const openWarmup = 10
/** An open load may take this many times its own length, for what it sent late. */
const drainShare = 2
const mostUntilDecided = 2000
/** Ten batches of steady time, each at least one mean request, and the ramp-up and drain around them. */
const usualPerClient = 14
/** Fewest requests a client makes where the configuration or a profile asks for few. */
const fewestPerClient = 2

/**
 * The plan of a bench, its options before the defaults.
 * @param energy what the configuration has energy measured by
 * @param roofline ways in which the configuration has ceilings known
 * @throws LlmBenchError `invalid-option`, naming the bench, the option and the value
 */
export function planRun(
  name: string,
  given: RunOptions,
  defaults: RunDefaults,
  energy: EnergyWish = freeEnergy,
  roofline: RooflineWish = tableRoofline,
): RunPlan {
  const call = optionsOf('bench', shown(name))
  checkOptions(runSchema, given, { call })
  const load = given.load ?? oneClient
  const until = given.until ?? null
  if (until !== null && load.kind === 'open') {
    throw notAllowed(
      call('until'),
      'decided(…) with an open load',
      'requests or duration: it looks between blocks, and an open load would begin each with an empty queue',
    )
  }
  const concurrency = load.kind === 'closed' ? load.concurrency : 0
  const launches = launchesOf(name, given, load, defaults.launches)
  const options = askedLength(given, load, launches, defaults)
  const durationMs = options.duration ?? null
  if (options.pageCache !== undefined && launches === 1)
    throw notAllowed(call('pageCache'), `${shown(options.pageCache)} with one launch`, 'launches of at least 2')
  const requests = options.requests ?? usualRequests(load, { durationMs, until, launches }, defaults)
  if (requests < concurrency) {
    throw notAllowed(call('requests'), `${requests} for ${concurrency} clients`, 'at least one for each')
  }
  const clients = Math.max(1, concurrency)
  const lock = options.lock ?? defaults.lock ?? 'machine'
  if (launches !== 'auto' && requests < launches * clients) {
    const each = `${launches} launches${concurrency > 1 ? ` of ${concurrency} clients` : ''}`
    throw notAllowed(call('requests'), `${requests} for ${each}`, `at least ${launches * clients}`)
  }
  return {
    requests,
    durationMs,
    budgetMs: options.budget ?? Math.max(defaults.budget, drainShare * (durationMs ?? ownLength(load))),
    warmup: options.warmup ?? defaults.warmup ?? usualWarmup(load),
    settles: (options.warmup ?? defaults.warmup ?? null) === null,
    load,
    concurrency,
    maxUsd: options.maxUsd ?? null,
    launches,
    ...(options.pageCache === undefined ? {} : { pageCache: options.pageCache }),
    until,
    energy: options.energy === undefined ? energy : energyWish(options.energy, declaredWattsOf(energy)),
    roofline: rooflineWish(options.roofline, roofline),
    ...(lock === 'machine' ? {} : { lock }),
    ...startOf(call, options, launches),
  }
}

function usualRequests(
  load: LoadPlan,
  { durationMs, until, launches }: Pick<RunPlan, 'durationMs' | 'until' | 'launches'>,
  defaults: RunDefaults,
): number {
  if (until !== null) return mostUntilDecided
  // These end by themselves; so does a duration. Launches that choose for themselves are ended by the budget.
  if (durationMs !== null || launches === 'auto' || (load.kind === 'open' && load.name !== 'rate')) {
    return unlimitedRequests
  }
  const clients = load.kind === 'closed' ? load.concurrency : 1
  return defaults.requests === null
    ? Math.max(defaultRequests, usualPerClient * clients, launches * fewestPerClient * clients)
    : Math.max(defaults.requests, launches * fewestPerClient * clients)
}

function usualWarmup(load: LoadPlan): number {
  if (load.kind === 'closed') return Math.max(2, load.concurrency)
  // A second of the load shows whether one process can make it.
  return load.arrivals.kind === 'rate' ? Math.max(openWarmup, Math.ceil(load.arrivals.perSecond)) : openWarmup
}

/** Milliseconds a load takes by itself; 0 where it does not say. */
function ownLength(load: LoadPlan): number {
  return load.kind === 'open' && load.arrivals.kind === 'ramp' ? load.arrivals.durationMs : 0
}
