/** Mark that fake timers leave on each function they put in the place of another. */
interface Faked {
  readonly clock?: Readonly<Record<string, unknown>>
}

/**
 * A function or object of the system, even where fake timers took its place before this module was
 * imported: they keep it under its name behind an underline.
 */
export function original<Value>(name: string, found: Value): Value {
  return ((found as Faked | undefined)?.clock?.[`_${name}`] as Value | undefined) ?? found
}

// All are taken at import: `vi.useFakeTimers()` replaces the global ones, and a test may do so at any time.
const hrtime = original('hrtime', process.hrtime)
const SystemDate = original('Date', Date)

/** The system's `performance`, whose `now` moves under fake timers too. */
export const systemPerformance: typeof performance = original('performance', performance)

/** Timers of the system, which fire under fake timers too. */
export const timers: Readonly<
  Pick<typeof globalThis, 'setTimeout' | 'clearTimeout' | 'setImmediate' | 'clearImmediate'>
> = {
  setTimeout: original('setTimeout', setTimeout),
  clearTimeout: original('clearTimeout', clearTimeout),
  setImmediate: original('setImmediate', setImmediate),
  clearImmediate: original('clearImmediate', clearImmediate),
}

const shared = globalThis as { [key: symbol]: { ms: number } | undefined }
/** Time that passed without anybody waiting, in milliseconds: one for all copies of this package in a process. */
const passed = (shared[Symbol.for('vitest-llm-bench.passed-time')] ??= { ms: 0 })

/**
 * Milliseconds of CLOCK_MONOTONIC as a float64: the one clock of every process, comparable between
 * them. (`performance.now()` counts from each process's own start.)
 */
export function now(): number {
  const [seconds, nanoseconds] = hrtime()
  return seconds * 1000 + nanoseconds / 1e6 + passed.ms
}

/**
 * Has the clock of this process stand at a moment to come, as though it had been waited for: of simulated requests
 * alone, in a process that measures nothing else.
 */
export function passTo(moment: number): void {
  passed.ms += Math.max(0, moment - now())
}

/** Resolves to a value after so many milliseconds, and keeps no process alive for it. */
export async function pause<Value = undefined>(milliseconds: number, value?: Value): Promise<Value | undefined> {
  return await new Promise((resolve) => {
    timers.setTimeout(() => resolve(value), milliseconds).unref()
  })
}

/** Unix time of the system in milliseconds. */
export function wallTime(): number {
  return SystemDate.now()
}

/** Unix time of the zero of {@link now}, in milliseconds. */
export function clockZero(): number {
  return wallTime() - now()
}

/** The system's date. */
export function today(): Date {
  return new SystemDate(wallTime())
}

/** A Unix time in milliseconds as it stands in records. */
export function isoTime(unixMs: number): string {
  return new SystemDate(unixMs).toISOString()
}

/** The system's time as it stands in records. */
export function timestamp(): string {
  return today().toISOString()
}
