import type { Conditions } from '../../machine/meters/conditions.ts'
import type { FieldRecord } from '../../record/target.ts'
import type { CompletedSample, FailedSample, TokenCounts } from '../../samples/sample.ts'
import type { AskedModel } from '../target.ts'

/** Version of the file's form. */
export const recordingFormat = 1

/** First line of a recording. */
export interface RecordingHeader {
  readonly type: 'vitest-llm-bench recording'
  readonly format: number
  /** When it was written last. */
  readonly writtenAt: string
  readonly model: string
  /** Origin of the endpoint: no path, for a path may hold a key as a query may. */
  readonly origin: string
  /** Versions of what wrote it. */
  readonly versions: { readonly package: string; readonly node: string }
}

/** A run whose answers are recorded: the lines after it, up to the next one. */
export interface RecordedRun {
  readonly type: 'run'
  readonly recordedAt: string
  /** Its load in words. */
  readonly load: string
  /** Name and version of the server, where it told them. */
  readonly engine: string | null
  readonly fields: readonly FieldRecord[]
  readonly asked: AskedModel | null
  /** Conditions of the process that stamped. */
  readonly conditions: Conditions | null
  readonly answers: readonly RecordedAnswer[]
}

/** Times of an answer in milliseconds from its send; null where it did not stream, or had none of it. */
export interface RecordedTimes {
  /** From the moment it was due to its send. */
  readonly wait: number
  readonly firstChunk: number | null
  readonly first: number | null
  readonly firstVisible: number | null
  /** Every part of the stream. */
  readonly chunks: readonly number[]
  readonly end: number
  readonly over: number | null
}

/** One answer. Its texts are untrusted. */
export interface RecordedAnswer {
  readonly type: 'answer'
  /** Fingerprint of its request. */
  readonly request: string
  /** Turn of its conversation, and the conversation's number in its run; absent outside of one. */
  readonly turn?: number
  readonly unit?: number
  /** Its times; null, or without `chunks`, where they are not known. */
  readonly times: (Omit<RecordedTimes, 'chunks'> & Partial<Pick<RecordedTimes, 'chunks'>>) | null
  readonly tokens: TokenCounts
  readonly text: string
  readonly reasoning?: string
  readonly toolCalls?: string
  readonly model?: string
  readonly choices?: number
  readonly hiddenTokens?: number
  readonly firstTokens?: number | null
  readonly finish?: CompletedSample['finish']
  readonly unended?: true
  /** Of a request that failed. */
  readonly failure?: FailedSample['failure']
  readonly status?: number
}

/** A recording, read. */
export interface Recording {
  readonly header: RecordingHeader
  readonly runs: readonly RecordedRun[]
}
