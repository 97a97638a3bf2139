import { existsSync } from 'node:fs'
import * as v from 'valibot'
import { LlmBenchError } from '../../errors.ts'
import { formatCount } from '../../figures.ts'
import { parsedJson } from '../../json.ts'
import { shown } from '../../option-check/shown.ts'
import { whileLocked } from '../../owned/file-lock.ts'
import { eachLine } from '../../samples/file-lines.ts'
import { systemReasonOr } from '../../system-error.ts'
import { writeWhole } from '../../write-whole.ts'
import { plainJson } from '../../plain-text.ts'
import { type RecordedAnswer, type RecordedRun, type Recording, recordingFormat } from './recording-format.ts'
import { answerLine, headerLine, runLine } from './recording-schema.ts'

/**
 * Reads a recording.
 * @throws LlmBenchError `recording-missing` where there is none, `recording-invalid` naming the line
 */
export function readRecording(path: string): Recording {
  if (!existsSync(path)) {
    throw new LlmBenchError(
      'recording-missing',
      `recording ${shown(path)} is not there: record it once with endpoint(url, { record }), and keep the file`,
    )
  }
  let header: Recording['header'] | null = null
  const runs: (Omit<RecordedRun, 'answers'> & { readonly answers: RecordedAnswer[] })[] = []
  let number = 0
  const invalid = (): LlmBenchError =>
    new LlmBenchError(
      'recording-invalid',
      `recording ${shown(path)}, line ${formatCount(Math.max(1, number))}: it is none of a recording of format ` +
        `${recordingFormat}: record it again with endpoint(url, { record })`,
    )
  try {
    eachLine(path, (line) => {
      number++
      const value = line === null ? null : parsedJson(line.toString('utf8'))
      if (header === null) {
        if (!v.is(headerLine, value)) throw invalid()
        header = value as Recording['header']
        return
      }
      if (v.is(runLine, value)) {
        runs.push({ ...(value as Omit<RecordedRun, 'answers'>), answers: [] })
        return
      }
      const run = runs.at(-1)
      if (run === undefined || !v.is(answerLine, value)) throw invalid()
      run.answers.push(value)
    })
  } catch (error) {
    if (error instanceof LlmBenchError) throw error
    throw new LlmBenchError(
      'recording-invalid',
      `recording ${shown(path)} cannot be read (${systemReasonOr(error, 'it is no file')}): name a file`,
      { cause: error },
    )
  }
  if (header === null) throw invalid()
  return { header, runs }
}

/**
 * Writes a run into a recording, whole: answers to the same requests under the same load that it had take their place
 * in the new one, others stay. A reader sees the file before or the file after.
 * @throws LlmBenchError `recording-invalid` for a file of another model or origin, `report-write` where it cannot be
 * written
 */
export function addToRecording(path: string, header: Recording['header'], run: RecordedRun): void {
  writing(path, () => {
    const before = earlier(path, header)
    const requests = new Set(run.answers.map(({ request }) => request))
    const kept = (before?.runs ?? []).flatMap((old) => {
      if (old.load !== run.load) return [old]
      const answers = old.answers.filter(({ request }) => !requests.has(request))
      return answers.length === 0 ? [] : [{ ...old, answers }]
    })
    const lines: unknown[] = [header]
    for (const { answers, ...told } of [...kept, run]) lines.push(told, ...answers)
    writeWhole(path, `${lines.map((line) => plainJson(JSON.stringify(line))).join('\n')}\n`)
  })
}

/**
 * Looks whether a run can be written into a recording, before it is measured.
 * @throws LlmBenchError as {@link addToRecording}
 */
export function assertRecordable(path: string, header: Pick<Recording['header'], 'model' | 'origin'>): void {
  writing(path, () => void earlier(path, header))
}

function earlier(path: string, header: Pick<Recording['header'], 'model' | 'origin'>): Recording | null {
  if (!existsSync(path)) return null
  const before = readRecording(path)
  assertSame(path, before.header, header)
  return before
}

function writing(path: string, work: () => void): void {
  try {
    whileLocked(path, work)
  } catch (error) {
    if (error instanceof LlmBenchError) throw error
    throw new LlmBenchError(
      'report-write',
      `recording ${shown(path)} cannot be written (${systemReasonOr(error, 'unknown')}): ` +
        'check the folder and its permissions',
      { cause: error },
    )
  }
}

function assertSame(
  path: string,
  old: Recording['header'],
  { model, origin }: Pick<Recording['header'], 'model' | 'origin'>,
): void {
  if (old.model === model && old.origin === origin) return
  throw new LlmBenchError(
    'recording-invalid',
    `recording ${shown(path)} is of ${shown(old.model)} at ${shown(old.origin)}, and this run of ${shown(model)} at ` +
      `${shown(origin)}: record into another file, or delete this one`,
  )
}
