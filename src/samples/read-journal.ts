import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isObject, objectOf } from '../json.ts'
import { energyLine } from './energy-lines.ts'
import { keyOf } from './facts.ts'
import { eachLine, type FileLine } from './file-lines.ts'
import { type Amendment, asFailed } from './journal.ts'
import type { FailedSample, Sample } from './sample.ts'

/** Paths of the journals in a folder, by name; none where there is no such folder. */
export function journalsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .toSorted()
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** The header of a journal as it was written; undefined where there is none. Throws Node's own error. */
export function readHeader(path: string): unknown {
  let header: unknown
  eachLine(path, (line) => {
    header = parsed(line)
    return false
  })
  return header
}

/**
 * Calls `visit` with each request of a journal of any size, as what it turned out to be.
 * @returns the number of lines that cannot be read; one that a crash cut short, at the end, is none of them
 * @throws Node's own error where the file cannot be read
 */
export function eachSample(path: string, visit: (sample: Sample) => void): number {
  const failures = amendments(path)
  let damaged = 0
  let isHeader = true
  eachLine(path, (line, isCut) => {
    if (isHeader || isAmendment(line) || beginsWith(line, energy)) {
      isHeader = false
      return
    }
    const value = parsed(line)
    if (!isSample(value)) {
      if (!isCut) damaged++
      return
    }
    const failure = failures.get(keyOf(value))
    visit(failure === undefined ? value : asFailed(value, failure))
  })
  return damaged
}

/**
 * The measured request of a journal that has these stamps, of a journal of any size; null where it is not in it, or the
 * journal cannot be read. Only a line that has the stamps in it is taken for JSON.
 */
export function findSample(path: string, { sent, end }: Pick<Sample, 'sent' | 'end'>): Sample | null {
  const marks = [`"sent":${sent}`, `"end":${end}`]
  let found: Sample | null = null
  try {
    eachLine(path, (line) => {
      if (line !== null && marks.every((mark) => line.includes(mark))) {
        const value = parsed(line)
        if (isSample(value) && value.sent === sent && value.end === end && value.phase === 'measured') found = value
      }
      return found === null
    })
  } catch {
    return null
  }
  return found
}

/** A journal that was read whole. */
export interface Journal<Header> {
  readonly path: string
  readonly header: Header
  readonly samples: readonly Sample[]
}

/** One journal with all of its requests; null where it has no header. Throws Node's own error. */
export function readJournal<Header>(path: string): Journal<Header> | null {
  const header = readHeader(path)
  if (header === undefined) return null
  const samples: Sample[] = []
  eachSample(path, (sample) => void samples.push(sample))
  return { path, header: header as Header, samples }
}

/** Failures that were found after requests were written down, which may be before they were. */
function amendments(path: string): Map<string, FailedSample['failure']> {
  const failures = new Map<string, FailedSample['failure']>()
  eachLine(path, (line) => {
    if (!isAmendment(line)) return
    const value = parsed(line) as Amendment | undefined
    if (value !== undefined && isObject(value.amends) && isFailure(value.failure)) {
      failures.set(keyOf(value.amends), value.failure)
    }
  })
  return failures
}

const amends = Buffer.from('{"amends":')
const energy = Buffer.from(energyLine)

function isAmendment(line: FileLine): boolean {
  return beginsWith(line, amends)
}

function beginsWith(line: FileLine, mark: Buffer): boolean {
  return line !== null && line.subarray(0, mark.length).equals(mark)
}

function parsed(line: FileLine): unknown {
  if (line === null) return undefined
  try {
    return JSON.parse(line.toString())
  } catch {
    return undefined
  }
}

/** Whether a line is a request, as far as figures depend on it. */
function isSample(value: unknown): value is Sample {
  if (!isObject(value)) return false
  const { state, phase, index, slot, stream, intended, sent, end, tokens, chunkTimes, text } = value
  return (
    [index, slot, stream, intended, sent, end].every(Number.isFinite) &&
    (phase === 'warmup' || phase === 'measured') &&
    isObject(tokens) &&
    Number.isFinite(tokens['output']) &&
    [tokens['input'], tokens['cached'], tokens['reasoning'] ?? null].every(isNumberOrNull) &&
    hasSoundDetails(value) &&
    Array.isArray(chunkTimes) &&
    chunkTimes.every(Number.isFinite) &&
    typeof text === 'string' &&
    (state === 'completed' ? isAnswer(value) : state === 'failed' && isFailure(value['failure']))
  )
}

function isAnswer({ first, firstVisible, finish }: Record<string, unknown>): boolean {
  return isNumberOrNull(first) && isNumberOrNull(firstVisible) && typeof finish === 'string'
}

function isFailure(value: unknown): value is FailedSample['failure'] {
  return isObject(value) && typeof value['class'] === 'string' && typeof value['message'] === 'string'
}

/** Whether each part that a request need not have is what it should be, where it is there. */
function hasSoundDetails({ model, http, asked, engine, reasoning, toolCalls }: Record<string, unknown>): boolean {
  return (
    [model, reasoning, toolCalls].every((text) => text === undefined || typeof text === 'string') &&
    [http, asked, engine].every((part) => part === undefined || isObject(part)) &&
    (http === undefined || isNumberOrNull(objectOf(http)?.['status']))
  )
}

function isNumberOrNull(value: unknown): boolean {
  return value === null || Number.isFinite(value)
}
