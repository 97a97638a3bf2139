import type { SimulatedTransport } from '../../requesters/simulated/transport.ts'
import type { SimulatedOptions } from './simulated-options.ts'

/** Option `simulate`: what `--mode simulate` answers with. The times are those of `simulated()`. */
export interface SimulateOptions extends SimulatedOptions {
  /** Relative standard deviation of both times: 0.1 is 10 %. Default 0.1. */
  jitter?: number
  /** Tokens of an answer, where its request allows so many. Default: as many as it allows. */
  tokens?: number | undefined
}

/** Times and answers of the mode in which nothing is measured. Plain data. */
export interface Simulation extends Omit<SimulatedTransport, 'type'> {
  /** Most tokens of an answer; null for as many as its request allows. */
  readonly tokens: number | null
}

/** The simulation of the option, its defaults applied. */
export function simulationOf(options: SimulateOptions = {}): Simulation {
  const { ttft = 50, tpot = 10, jitter = 0.1, failures = 0, seed = 0, tokens = null } = options
  return { ttftMs: ttft, tpotMs: tpot, jitter, failures, seed, tokens }
}

/** Milliseconds that the simulated load of a model takes. */
export const simulatedLoadMs = 500
