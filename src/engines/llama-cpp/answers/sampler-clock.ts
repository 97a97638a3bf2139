import type { LlamaContext } from 'node-llama-cpp'
import { now } from '../../../clock.ts'

/** Time that a context took to choose tokens from their probabilities. */
export interface SamplerTime {
  readonly samplerMs: number
  readonly sampledTokens: number
}

/** Watches a context choose tokens. */
export interface SamplerClock {
  /** Adds time that belongs to it, such as that of making the state of a grammar. */
  add(ms: number): void
  /** Time since the last call; null where this release of node-llama-cpp does not let it be seen. */
  take(): SamplerTime | null
  /** The engine's sampler that chose the last token; null where none did, or it cannot be seen. */
  readonly sampler: () => object | null
}

type Sample = (...args: readonly unknown[]) => Promise<unknown>

/**
 * A clock around the engine's own function that samples, the way to its thread and back included. Nothing else tells
 * the time: llama.cpp's figures of a context leave the sampler out.
 */
export function samplerClock(context: LlamaContext): SamplerClock {
  let [samplerMs, sampledTokens] = [0, 0]
  let last: object | null = null
  const native = (context as unknown as { _ctx?: { sampleToken?: Sample } })._ctx
  const sample = native?.sampleToken
  const timed: Sample = async (...args) => {
    last = args[1] as object
    const asked = now()
    const token = await sample?.apply(native, [...args])
    samplerMs += now() - asked
    sampledTokens++
    return token
  }
  const seen =
    typeof sample === 'function' &&
    // The class has it read-only; its object takes one of its own.
    Reflect.defineProperty(native as object, 'sampleToken', { value: timed, configurable: true, writable: true })
  if (!seen) return { add: () => {}, take: () => null, sampler: () => null }
  return {
    add: (ms) => {
      samplerMs += ms
    },
    take: () => {
      const taken = { samplerMs, sampledTokens }
      ;[samplerMs, sampledTokens] = [0, 0]
      return taken
    },
    sampler: () => last,
  }
}
