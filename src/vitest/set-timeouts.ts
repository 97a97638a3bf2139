import type { ResolvedConfig } from 'vitest/node'

/** Vitest's own defaults, in milliseconds. */
const vitestTest = 5000
const vitestHook = 10_000

/** Milliseconds that the tests and hooks of a plain test file may take which uses our `test`. */
export interface FileTimeouts {
  readonly testTimeout: number
  readonly hookTimeout: number
}

/**
 * Gives a bench project time for a model, and tells how long a plain test file that uses our `test` may
 * take: as long as the user says, or ours where they say nothing.
 */
export function setTimeouts(config: ResolvedConfig, ours: number): FileTimeouts {
  if (config.benchmark.enabled) {
    config.testTimeout = longer(config.testTimeout, ours)
    config.hookTimeout = longer(config.hookTimeout, ours)
    return { testTimeout: config.testTimeout, hookTimeout: config.hookTimeout }
  }
  const testTimeout = config.testTimeout === vitestTest ? ours : config.testTimeout
  // A hook loads what a test would load: where nobody says more of it, it has the test's time.
  const hookTimeout = config.hookTimeout === vitestHook ? longer(vitestHook, testTimeout) : config.hookTimeout
  return { testTimeout, hookTimeout }
}

/** The longer of two time-outs; 0 is none at all. */
function longer(one: number, other: number): number {
  return one === 0 || other === 0 ? 0 : Math.max(one, other)
}
