/**
 * Milliseconds of CLOCK_MONOTONIC as a float64: the one clock of every process, comparable between
 * them. (`performance.now()` counts from each process's own start.)
 */
export function now(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1000 + nanoseconds / 1e6
}
