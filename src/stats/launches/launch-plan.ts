import { studentQuantile } from '../normal.ts'
import type { VarianceComponents } from './components.ts'
import type { VariancePart } from './estimate.ts'

/** Times that launches and requests take, and how much time there is. */
export interface LaunchCosts {
  /** Time of a launch before its first measured request, in milliseconds. */
  readonly launchMs: number
  /** Time that a further request adds, in milliseconds. */
  readonly requestMs: number
  /** Time for everything, in milliseconds. */
  readonly budgetMs: number
  /** Fewest and most launches. */
  readonly launches: readonly [fewest: number, most: number]
  /** Fewest requests of a launch of which its figure can be told. */
  readonly fewestRequests: number
}

/** Numbers of launches, and of requests in each. */
export interface LaunchPlan {
  readonly launches: number
  readonly requests: number
}

/**
 * Requests a launch that make the interval narrowest for the time that it takes, sqrt(launch / request cost x
 * variance of a request / variance between launches), and as many launches as there is then time for (Kalibera and
 * Jones 2013). Launches that do not differ get as many requests as the fewest launches have time for.
 */
export function planLaunches(components: VarianceComponents, costs: LaunchCosts): LaunchPlan {
  const { launchMs, requestMs, budgetMs, fewestRequests } = costs
  const [fewest, most] = costs.launches
  const best = Math.sqrt(((launchMs / requestMs) * components.perRequest) / components.between)
  const withTimeFor = (launches: number): number => Math.floor((budgetMs / launches - launchMs) / requestMs)
  // Without variance at either level there is nothing to choose by: as few launches as there may be.
  const wanted = Number.isFinite(best) ? Math.ceil(best) : Number.POSITIVE_INFINITY
  const requests = Math.max(fewestRequests, Math.min(wanted, withTimeFor(fewest)))
  const launches = Math.min(most, Math.max(fewest, Math.floor(budgetMs / (launchMs + requests * requestMs))))
  // Time that is left, for launches are whole and there may be no more of them, goes into requests.
  return { launches, requests: Math.max(requests, withTimeFor(launches)) }
}

/**
 * Share by which one of two arms must differ from the other for `launches` of each to see it: the half-width of the
 * 90 % interval of their ratio, and as much again as leaves 80 % of the comparisons beyond it.
 *
 * @param variance of the logarithm of one launch's figure
 */
export function visibleChange(variance: number, launches: number): number {
  return visibleIn({ variance: (2 * variance) / launches, degrees: 2 * (launches - 1) })
}

/**
 * Share by which one of two arms must be worse for four of five comparisons to see it.
 *
 * @param part variance of the logarithm of their ratio
 * @param better of the figures that are compared: a share of a speed is lost, one of a time is added
 */
export function visibleIn({ variance, degrees }: VariancePart, better: 'lower' | 'higher' = 'lower'): number {
  const reach = studentQuantile(0.95, degrees) + studentQuantile(0.8, degrees)
  const log = reach * Math.sqrt(variance)
  return better === 'lower' ? Math.expm1(log) : -Math.expm1(-log)
}

/** Fewest launches of each of two arms to which a change is visible; null where 1,000 do not suffice. */
export function launchesToSee(variance: number, change: number): number | null {
  const most = 1000
  let [few, many] = [1, 2]
  while (visibleChange(variance, many) > change) {
    if (many > most) return null
    ;[few, many] = [many, many * 2]
  }
  while (many - few > 1) {
    const middle = Math.floor((few + many) / 2)
    if (visibleChange(variance, middle) > change) few = middle
    else many = middle
  }
  return many
}
