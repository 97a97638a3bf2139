import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { checkValue } from '../../option-check/check-value.ts'
import { noMore } from '../../option-check/no-more.ts'
import { shown } from '../../option-check/shown.ts'
import type { ConcurrentOptions } from './load-options.ts'
import { clientsSchema, concurrentSchema } from './load-schema.ts'
import type { ClosedLoad } from './plan.ts'

/** One client: the default. */
export const oneClient: ClosedLoad = { kind: 'closed', concurrency: 1, rampUpMs: null }

/**
 * A closed load: `clients` requests in flight at all times. A local model decodes them together in
 * one context with as many sequences. The first sends are spread over one mean request duration, or
 * over `rampUp`, where 0 starts all at once. With `obeyRetryAfter` a client that is refused waits as
 * long as it is told.
 *
 * @example bench('10 clients', { load: concurrent(10) }, llama.complete('Why?'))
 * @throws LlmBenchError `invalid-option` unless `clients` is a whole number from 1 to 1024 and
 * `rampUp` is 0 ms or more
 */
export function concurrent(clients: number, options?: ConcurrentOptions): ClosedLoad
export function concurrent(clients: number, options: ConcurrentOptions = {}, ...more: unknown[]): ClosedLoad {
  noMore('concurrent(clients, options)', more)
  checkValue(clientsSchema, clients, 'concurrent(clients)')
  const { rampUp, obeyRetryAfter } = checkOptions(concurrentSchema, options, {
    call: optionsOf('concurrent', shown(clients)),
  })
  return {
    kind: 'closed',
    concurrency: clients,
    rampUpMs: rampUp ?? null,
    ...(obeyRetryAfter === true ? { obeyRetryAfter } : {}),
  }
}
