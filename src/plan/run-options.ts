import type { EnergyOption } from '../machine/meters/energy/energy-wish.ts'
import type { PageCacheWish } from '../models/page-cache/prepare-page-cache.ts'
import type { Launches } from './launches.ts'
import type { LockOption } from './lock/lock.ts'
import type { RooflineOption } from './roofline.ts'
import type { LoadPlan } from '../workload/load.ts'
import type { Scorer } from '../quality/scorer.ts'
import type { StartAt } from './start/start-at.ts'
import type { Until } from './until.ts'

/** Options of `bench(name, options, workload)` and `measure(workload, options)`. */
export interface RunOptions {
  /**
   * Requests measured, warm-up not counted; of conversations whole ones, until they have made at least
   * so many. Default 200, and at least 14 for each client; no limit where `duration` or a `ramp`,
   * `burst` or `trace` ends the run.
   */
  requests?: number | undefined
  /**
   * Milliseconds after which no request is started any more. Default 120,000, and at least twice the
   * `duration` or that of a `ramp`.
   */
  budget?: number | undefined
  /**
   * Milliseconds to measure for; what is in flight at its end is waited for. An open load (`rate`)
   * sends what falls into this time. With `requests` too, whichever comes first ends the run.
   */
  duration?: number | undefined
  /** Load to make, default one client; see `concurrent`, `rate`, `ramp`, `burst`, `trace`. */
  load?: LoadPlan | undefined
  /**
   * US dollars the run may cost: it stops before a request that might cost more. The target must
   * have a price.
   */
  maxUsd?: number | undefined
  /**
   * Samples until claims are decided: see `decided`. `requests` is then the most that are made
   * (default 2000). Not in `bench.compare`, and not with an open load.
   */
  until?: Until | undefined
  /**
   * Name of the load this bench makes a part of. Parts of one name, made by several files, shards or
   * machines, are joined in the report: their percentiles come from all samples together.
   */
  part?: string | undefined
  /**
   * Moment at which this part of a load begins, so that parts on several hosts begin together: a time with its zone
   * (`'2026-11-27T12:00:00Z'`), its milliseconds since 1970, or a `Date`, within a day of now. Model, server and
   * warm-up are ready before; then it waits. A part that is not ready by then begins when it is, and is in doubt.
   * `LLM_BENCH_START_AT` goes before it. Only with `part`, in one launch.
   */
  startAt?: StartAt | undefined
  /**
   * Times that the model's process, or the server that was started here, is started for this run: its requests are
   * shared out among the launches, and means, medians, ratios and throughput are judged by one value a launch, which
   * holds from one launch to the next. `'auto'` lets the first launches choose how many there are, and the requests
   * of each, for the time that `budget` gives. What cannot be started again is measured in as many blocks apart in
   * time. Default 1. Not with `until`.
   */
  launches?: Launches | undefined
  /**
   * State of the page cache that each launch of a local model begins with, for its load time: `'cold'` drops the
   * model's own files from it first (Linux), `'warm'` reads them into it. The run then has ten launches unless
   * `launches` says how many, and `record.loads` has each load, its first token, and what unloading it gave back.
   */
  pageCache?: PageCacheWish | undefined
  /**
   * Measures the machine's state before and after the run, with a micro model that is always the same: about eight
   * seconds. The report has its ratio to its own history on this machine. Default false. In `bench.compare` one that
   * asks for it is enough.
   */
  anchor?: boolean | undefined
  /**
   * Meter of the energy that the requests take: `'auto'` for the best that works here, a meter's name (`'macmon'`,
   * `'powermetrics'`, `'nvidia-smi'`, `'rapl'`, `'battery'`), `{ meter, idle: 10_000 }` to watch the idle machine
   * for so many milliseconds first, `{ watts }` that you declare, `{ read }` for a meter of your own, or `'off'`.
   * Default: that of the configuration, else one that costs nothing: declared watts, or counters that are files
   * (RAPL). All benches of a comparison have the same.
   */
  energy?: EnergyOption | undefined
  /**
   * Ways to know what the hardware can do at most, beside which the report sets the run: `'table'` for what makers
   * publish, `'measure'` to read memory for a second after the run, with its threads, `{ cpuGBs, gpuGBs, cpuTflops,
   * gpuTflops }` that you declare, or `'off'`. Default: that of the configuration, else `'table'`.
   */
  roofline?: RooflineOption | undefined
  /**
   * Scorers of the answers: functions of `{ input, output, expected }` that give `{ name, score }`, or a promise of it,
   * scores from 0 to 1. They are called once all requests are over, outside of every clock; an answer that was given
   * twice to one prompt is scored once. Prompts say what they expect: `complete([{ prompt, expected }])`,
   * `chat([{ messages, expected }])`, or a field `expected` in a prompts file. No nonce is put before prompts whose
   * answers are scored, unless `nonce: true` asks for one.
   */
  score?: readonly Scorer[] | undefined
  /**
   * The share of the machine that the run has for itself: `'machine'`, so that nothing else is measured meanwhile;
   * `'resource'` for the devices that its local models compute on, or the endpoint elsewhere that it asks; or names of
   * your own, such as `['gpu:0']`. Runs that have nothing in common are measured at the same time, by several test
   * files or processes; their records say beside which. Default: that of the configuration, else `'machine'`.
   */
  lock?: LockOption | undefined
  /**
   * Requests before the measured ones, under the same load. Default 2, or one for each client; of a
   * `rate` those of a second, at least 10; 10 of a `ramp`, `burst` or `trace`. Of an endpoint or server one comes
   * first alone, and where that shows it to be cold they go on until they get no quicker, unless a number is given.
   */
  warmup?: number | undefined
}

/** Names of our options, by which they are told from tinybench's. */
export const runOptionNames: ReadonlySet<string> = new Set([
  'requests',
  'duration',
  'budget',
  'load',
  'warmup',
  'until',
  'maxUsd',
  'launches',
  'pageCache',
  'anchor',
  'energy',
  'roofline',
  'score',
  'lock',
  'part',
  'startAt',
])
