import * as v from 'valibot'
import { recordingFormat } from './recording-format.ts'

const moment = v.pipe(v.number(), v.finite())
const maybe = v.nullable(moment)
const count = v.pipe(v.number(), v.finite(), v.minValue(0))

/** Schema of the first line of a recording. */
export const headerLine: v.GenericSchema = v.looseObject({
  type: v.literal('vitest-llm-bench recording'),
  format: v.literal(recordingFormat),
  model: v.string(),
  origin: v.string(),
})

/** Schema of the line that begins a run. */
export const runLine: v.GenericSchema = v.looseObject({
  type: v.literal('run'),
  recordedAt: v.pipe(v.string(), v.isoTimestamp()),
  load: v.string(),
  engine: v.nullable(v.string()),
  fields: v.array(v.looseObject({ name: v.string(), sentAs: v.nullable(v.string()), because: v.string() })),
  asked: v.nullable(v.looseObject({ name: v.string(), aliases: v.array(v.string()) })),
  conditions: v.nullable(v.looseObject({ lagP99Ms: moment, lagMaxMs: moment, ownCores: moment })),
})

/** Schema of the line of an answer. */
export const answerLine: v.GenericSchema = v.looseObject({
  type: v.literal('answer'),
  request: v.string(),
  turn: v.optional(count),
  unit: v.optional(count),
  times: v.nullable(
    v.looseObject({
      wait: count,
      firstChunk: maybe,
      first: maybe,
      firstVisible: maybe,
      chunks: v.optional(v.array(moment)),
      end: count,
      over: maybe,
    }),
  ),
  tokens: v.looseObject({
    input: v.nullable(count),
    output: count,
    cached: v.nullable(count),
    reasoning: v.nullable(count),
    source: v.picklist(['usage', 'engine', 'tokenizer', 'chunks', 'estimated']),
  }),
  text: v.string(),
  reasoning: v.optional(v.string()),
  toolCalls: v.optional(v.string()),
  model: v.optional(v.string()),
  finish: v.optional(v.picklist(['length', 'stop', 'tool-calls', 'content-filter', 'other', 'aborted'])),
  failure: v.optional(v.looseObject({ class: v.string(), message: v.string() })),
  status: v.optional(count),
})
