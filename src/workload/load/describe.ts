import type { Arrivals, LoadPlan, Spacing } from './plan.ts'

/** A plan in a few words, for reports: "50 clients", "10 requests/s (Poisson)". */
export function describeLoad(plan: LoadPlan): string {
  if (plan.kind === 'closed') {
    const clients = counted(plan.concurrency, 'client')
    const rampUp = describeRampUp(plan.rampUpMs)
    return `${clients}${rampUp}${plan.obeyRetryAfter === true ? ', obeying Retry-After' : ''}`
  }
  const limit = plan.maxConcurrency === null ? '' : `, at most ${plan.maxConcurrency} in flight`
  return `${describeArrivals(plan.arrivals)}${limit}`
}

function describeRampUp(milliseconds: number | null): string {
  if (milliseconds === null) return ''
  return milliseconds === 0 ? ', all started at once' : `, started over ${duration(milliseconds)}`
}

function describeArrivals(arrivals: Arrivals): string {
  if (arrivals.kind === 'rate') return `${arrivals.perSecond} requests/s (${describeSpacing(arrivals.spacing)})`
  if (arrivals.kind === 'burst') return `${counted(arrivals.requests, 'request')} at once`
  if (arrivals.kind === 'trace') {
    return arrivals.speed === 1
      ? `trace ${arrivals.path}`
      : `trace ${arrivals.path} at ${arrivals.speed} times its speed`
  }
  const words = `ramp ${arrivals.from} to ${arrivals.to} requests/s over ${duration(arrivals.durationMs)}`
  return arrivals.spacing.kind === 'poisson' ? words : `${words} (${describeSpacing(arrivals.spacing)})`
}

function describeSpacing(spacing: Spacing): string {
  if (spacing.kind === 'gamma') return `gamma, burstiness ${spacing.burstiness}`
  return spacing.kind === 'poisson' ? 'Poisson' : 'constant'
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${milliseconds / 1000} s`
}
