import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { timers } from '../clock.ts'
import { LlmBenchError } from '../errors.ts'
import { plainJson } from '../plain-text.ts'
import { systemReasonOr } from '../system-error.ts'
import type { FailedSample, Sample } from './sample.ts'

/**
 * Appends finished requests to a run's journal, one JSON line each. Lines are gathered for at most
 * `holdMs` milliseconds, and written at once where it is 0.
 */
export class JournalWriter {
  readonly #path: string
  readonly #descriptor: number
  readonly #holdMs: number
  /** The first error of writing: what came after it is not in the file, and the run is to end. */
  #problem: LlmBenchError | null = null
  #held: string[] = []
  #timer: NodeJS.Timeout | null = null

  /** @throws LlmBenchError `report-write` when the file cannot be opened. */
  constructor(path: string, holdMs: number) {
    this.#path = path
    this.#descriptor = orUnwritable(path, () => {
      mkdirSync(dirname(path), { recursive: true })
      return openSync(path, 'a', 0o600)
    })
    this.#holdMs = holdMs
  }

  /** @throws LlmBenchError `report-write` once something could not be written */
  append(sample: Sample): void {
    if (this.#problem !== null) throw this.#problem
    this.#held.push(`${plainJson(JSON.stringify(sample))}\n`)
    if (this.#holdMs === 0) this.flush()
    else this.#timer ??= timers.setTimeout(() => this.flush(), this.#holdMs)
  }

  /** Writes what is held; where it cannot, the next {@link append} says so, or {@link close}. */
  flush(): void {
    if (this.#timer !== null) timers.clearTimeout(this.#timer)
    this.#timer = null
    const text = this.#held.join('')
    this.#held = []
    if (text === '' || this.#problem !== null) return
    try {
      writeWholly(this.#descriptor, text)
    } catch (error) {
      this.#problem = unwritable(this.#path, error)
    }
  }

  /** @throws LlmBenchError `report-write` when something could not be written */
  close(): void {
    this.flush()
    closeSync(this.#descriptor)
    if (this.#problem !== null) throw this.#problem
  }
}

/** Writes all of a text: on a disk that is nearly full a call may write a part of it, and say nothing. */
function writeWholly(descriptor: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done)
}

function orUnwritable<Result>(path: string, write: () => Result): Result {
  try {
    return write()
  } catch (error) {
    throw unwritable(path, error)
  }
}

function unwritable(path: string, cause: unknown): LlmBenchError {
  return new LlmBenchError(
    'report-write',
    `the journal "${path}" cannot be written: ` +
      `${systemReasonOr(cause, 'choose another folder with llmBench({ outputDir: … })')}; finished requests are kept`,
    { cause },
  )
}

/** Line of a journal about a request written down before: its answer was found not to be valid. */
export interface Amendment {
  /** The request it is about; first in the line, by which such lines are told from others. */
  readonly amends: Pick<Sample, 'phase' | 'index' | 'turn'>
  readonly failure: FailedSample['failure']
}

/** Writes down that requests which are in the journal already failed after all. */
export function amendJournal(path: string, samples: readonly FailedSample[]): void {
  if (samples.length === 0) return
  const lines = samples.map(({ phase, index, turn, failure }): string => {
    const amendment: Amendment = { amends: { phase, index, ...(turn === undefined ? {} : { turn }) }, failure }
    return `${plainJson(JSON.stringify(amendment))}\n`
  })
  orUnwritable(path, () => appendFileSync(path, lines.join('')))
}

/**
 * Starts a journal with its header line; makes its folder where that is missing. Throws LlmBenchError
 * `report-write`.
 */
export function startJournal(path: string, header: unknown): void {
  orUnwritable(path, () => {
    mkdirSync(dirname(path), { recursive: true })
    const descriptor = openSync(path, 'w', 0o600)
    writeWholly(descriptor, `${plainJson(JSON.stringify(header))}\n`)
    closeSync(descriptor)
  })
}

/** Starts a journal again that somebody has removed while its run went on. */
export function keepJournal(path: string, header: unknown): void {
  if (!existsSync(path)) startJournal(path, header)
}

/** The failed sample of a request whose answer does not count; one that failed before keeps its failure. */
export function asFailed(sample: Sample, failure: FailedSample['failure']): FailedSample {
  if (sample.state === 'failed') return sample
  const { firstChunk: _c, first: _f, firstVisible: _v, finish: _r, ...generated } = sample
  const { unended: _u, hiddenTokens: _h, firstTokens: _k, ...base } = generated
  return { ...base, state: 'failed', failure }
}
