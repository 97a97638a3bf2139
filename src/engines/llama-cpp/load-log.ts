import { setTimeout as pause } from 'node:timers/promises'
import { LlmBenchError } from '../../errors.ts'
import { plainText } from '../../plain-text.ts'
import type { EngineLog, LoadedLog } from './engine.ts'

/** Log that lines of the engine are passed on to. */
interface LineLog extends EngineLog {
  line(level: string, message: string): void
}

/** Time that the engine's lines come after its error, in milliseconds. */
const lateMs = 500
const lookEveryMs = 10

const refusal = /error loading model: (.*)/
/** Line of the Metal backend about the device it opened: `ggml_metal_device_init: has tensor            = true`. */
const tensorUnits = /\bhas tensor\s*=\s*(true|false)\b/
const unknownArchitecture = /unknown model architecture: '([^']*)'/

/** The engine's log while a model is loaded: it has the reason for a refusal, which the engine's error has not. */
export class LoadLog implements LoadedLog {
  readonly #log: LineLog
  #reason: string | null = null
  #tensorUnits: boolean | null = null

  constructor(log: LineLog) {
    this.#log = log
  }

  /** Takes a line of the engine. */
  line(level: string, message: string): void {
    this.#tensorUnits = tensorUnitsIn(message) ?? this.#tensorUnits
    this.#reason = refusal.exec(message)?.[1]?.trim() ?? this.#reason
    this.#log.line(level, message)
  }

  get tensorUnits(): boolean | null {
    return this.#tensorUnits
  }

  startCapture(): void {
    this.#log.startCapture()
  }

  stopCapture(): string {
    return this.#log.stopCapture()
  }

  /** The error with the engine's own reason, where a model was refused; any other as it is. */
  async explained(problem: unknown, path: string, release: string): Promise<unknown> {
    if (!(problem instanceof LlmBenchError) || problem.code !== 'engine-failed') return problem
    for (let waited = 0; this.#reason === null && waited < lateMs; waited += lookEveryMs) await pause(lookEveryMs)
    const reason = this.#reason
    if (reason === null) return problem
    const architecture = unknownArchitecture.exec(reason)?.[1]
    const why =
      architecture === undefined
        ? `${plainText(reason)}; the file is damaged, or was made for another release than llama.cpp ${release}`
        : `llama.cpp ${release} does not know its architecture "${plainText(architecture)}": ` +
          'it needs a newer node-llama-cpp (npm install --save-dev node-llama-cpp@latest)'
    return new LlmBenchError('engine-failed', `"${path}" could not be loaded: ${why}`, { cause: problem })
  }
}

/** Whether Metal's tensor units are used, from lines of the engine; null where they do not say. */
export function tensorUnitsIn(text: string): boolean | null {
  const found = tensorUnits.exec(text)?.[1]
  return found === undefined ? null : found === 'true'
}
