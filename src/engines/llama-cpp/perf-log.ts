import type { EngineTimingsRecord } from '../../record/server.ts'

const prompt = /prompt eval time\s*=\s*([\d.]+) ms \/\s*(\d+) tokens/
const decode = /(?<!prompt )eval time\s*=\s*([\d.]+) ms \/\s*(\d+) runs/

/** Figures of a context, which has no sampler. */
export type ContextTimings = Omit<EngineTimingsRecord, 'samplerMs' | 'sampledTokens'>

/** llama.cpp's own figures from the lines its `printTimings` logs; null when they are not there. */
export function parseTimings(log: string): ContextTimings | null {
  const prefill = prompt.exec(log)
  const generation = decode.exec(log)
  if (prefill === null || generation === null) return null
  return {
    promptMs: Number(prefill[1]),
    promptTokens: Number(prefill[2]),
    decodeMs: Number(generation[1]),
    decodeTokens: Number(generation[2]),
  }
}
