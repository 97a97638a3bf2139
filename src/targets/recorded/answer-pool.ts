import { LlmBenchError } from '../../errors.ts'
import { formatCount } from '../../figures.ts'
import { shown } from '../../option-check/shown.ts'
import type { RecordingRecord } from '../../record/recorded/recording.ts'
import { isTimed } from './recorded-answer.ts'
import type { RecordedAnswer, RecordedRun, Recording } from './recording-format.ts'

/** Answers to one conversation in the order of its turns; one answer outside of one. */
export type RecordedUnit = readonly RecordedAnswer[]

/** Recorded answers that a run takes, each once. */
export class AnswerPool {
  readonly #path: string
  readonly #units = new Map<string, RecordedUnit[]>()
  readonly #taken = new Map<string, number>()
  /** The recorded runs that they are from. */
  readonly runs: readonly RecordedRun[]

  /**
   * @param requests fingerprints of all requests that may be made
   * @param load load of the run in words: answers that were recorded under it go before others
   * @throws LlmBenchError `recording-missing` where a request has no answer
   */
  constructor(path: string, { runs }: Recording, requests: readonly string[], load: string) {
    this.#path = path
    const wanted = new Set(requests)
    const used = new Set<RecordedRun>()
    for (const run of runs.toSorted((one, other) => Number(other.load === load) - Number(one.load === load))) {
      const found = unitsOf(run, wanted)
      for (const [request, units] of found) {
        if (this.#units.has(request)) continue
        this.#units.set(request, units)
        used.add(run)
      }
    }
    this.runs = [...used]
    const missing = [...wanted].filter((request) => !this.#units.has(request)).length
    if (missing > 0) {
      const which =
        wanted.size === 1 ? 'this request' : `${formatCount(missing)} of ${formatCount(wanted.size)} requests`
      throw new LlmBenchError(
        'recording-missing',
        `recording ${shown(path)} has no answer to ${which}: its prompt, options or sampling have changed since; ` +
          'record it again with endpoint(url, { record })',
      )
    }
  }

  /** An answer to a request that is taken by nobody: for a warm-up. */
  peek(request: string): RecordedUnit {
    return this.#units.get(request)?.[0] ?? []
  }

  /**
   * The next answer to a request.
   * @throws LlmBenchError `recording-missing` where all were taken: one that stood twice would count as two
   */
  take(request: string): RecordedUnit {
    const units = this.#units.get(request) ?? []
    const place = this.#taken.get(request) ?? 0
    const unit = units[place]
    if (unit === undefined) {
      const all = [...this.#units.values()].reduce((sum, { length }) => sum + length, 0)
      throw new LlmBenchError(
        'recording-missing',
        `recording ${shown(this.#path)} has ${formatCount(all)} answers to these requests, and more are asked for: ` +
          `ask for as many as were recorded, { requests: ${all} }, with the same warm-up, or record more with ` +
          'endpoint(url, { record })',
      )
    }
    this.#taken.set(request, place + 1)
    return unit
  }

  /** The recording, as the record of a run tells it. */
  record({ header }: Recording): RecordingRecord {
    const dates = this.runs.map(({ recordedAt }) => recordedAt).toSorted()
    return {
      recordedAt: dates[0] ?? header.writtenAt,
      model: header.model,
      origin: header.origin,
      load: [...new Set(this.runs.map(({ load }) => load))].join(', '),
      timed: [...this.#units.values()].every((units) => units.every((unit) => unit.every(isTimed))),
    }
  }
}

function unitsOf({ answers }: RecordedRun, wanted: ReadonlySet<string>): Map<string, RecordedUnit[]> {
  const units = new Map<string, RecordedAnswer[][]>()
  for (const answer of answers) {
    if (!wanted.has(answer.request)) continue
    const known = units.get(answer.request) ?? []
    units.set(answer.request, known)
    // Turns of several conversations at once come mixed.
    const { turn = 0, unit } = answer
    const open = turn === 0 ? undefined : known.find(([first]) => first?.unit === unit)
    if (open === undefined) known.push([answer])
    else open.push(answer)
  }
  return units
}
