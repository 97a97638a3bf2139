import { optionsOf } from '../option-check/call.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import type { LoadPlan } from '../workload/load.ts'

/** Times that a target is started for a run: a number, or `auto` for as many as there is time for. */
export type Launches = number | 'auto'

/** Launches of a run that asks for the state of the page cache and for no number of them. */
const usualLoads = 10

/** The options of a run that several launches depend on. */
interface LaunchedRun {
  readonly launches?: Launches | undefined
  readonly until?: unknown
  readonly pageCache?: unknown
}

/**
 * Launches of a run: its own option, or the default where it can have several. A claim that is sampled for is tested
 * request by request, and a load that ends by itself cannot be shared out.
 * @throws LlmBenchError `invalid-option` where its own option cannot be meant
 */
export function launchesOf(
  name: string,
  { launches: own, until, pageCache }: LaunchedRun,
  load: LoadPlan,
  usual: Launches,
): Launches {
  const asked = own ?? (pageCache !== undefined && usual === 1 ? usualLoads : usual)
  if (asked === 1) return 1
  const call = optionsOf('bench', shown(name))
  const isSequential = until !== undefined && until !== null
  const isWhole = load.kind === 'open' && load.name !== 'rate'
  if (!isSequential && !isWhole) return asked
  if (own === undefined) return 1
  throw isSequential
    ? notAllowed(
        call('launches'),
        `${shown(own)} with until`,
        'one of the two: decided(…) tests request by request, and launches are judged by one value each',
      )
    : notAllowed(
        call('launches'),
        `${shown(own)} with a ${load.kind === 'open' ? load.name : 'load'}`,
        'concurrent(n) or rate(n), which can be shared out among launches',
      )
}
