import type { Sample } from '../../samples/sample.ts'
import type { RecordedAnswer } from './recording-format.ts'

/** An answer as a recording keeps it: its times from its send, and nothing of the connection but the status. */
export function recordedAnswer(sample: Sample, request: string): RecordedAnswer {
  const { sent, intended, end, over, turn, http } = sample
  const after = (moment: number | null | undefined): number | null =>
    moment === null || moment === undefined ? null : round(moment - sent)
  const completed = sample.state === 'completed' ? sample : null
  return {
    type: 'answer',
    request,
    ...(turn === undefined ? {} : { turn, unit: sample.index }),
    times: {
      wait: round(Math.max(0, sent - intended)),
      firstChunk: after(completed?.firstChunk),
      first: after(completed?.first),
      firstVisible: after(completed?.firstVisible),
      chunks: sample.chunkTimes.map((moment) => round(moment - sent)),
      end: round(end - sent),
      over: after(over),
    },
    ...saidBy(sample),
    ...(typeof http?.status === 'number' ? { status: http.status } : {}),
    ...(sample.state === 'failed'
      ? { failure: sample.failure }
      : {
          hiddenTokens: sample.hiddenTokens,
          firstTokens: sample.firstTokens,
          finish: sample.finish,
          ...(sample.unended === undefined ? {} : { unended: true as const }),
        }),
  }
}

type Said = Pick<Sample & RecordedAnswer, 'tokens' | 'text' | 'reasoning' | 'toolCalls' | 'model' | 'choices'>

/** The part of an answer that a sample and a recording have alike. */
function saidBy({ tokens, text, reasoning, toolCalls, model, choices }: Said): Said {
  return {
    tokens,
    text,
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(toolCalls === undefined ? {} : { toolCalls }),
    ...(model === undefined ? {} : { model }),
    ...(choices === undefined ? {} : { choices }),
  }
}

/** Microseconds are more than any stamp has, and their digits fewer than a difference of two floats has. */
function round(milliseconds: number): number {
  return Math.round(milliseconds * 1e4) / 1e4
}

/** Place of a replayed request in its run. */
export type ReplayedPlace = Pick<Sample, 'index' | 'phase' | 'slot' | 'stream' | 'turn' | 'intended'>

/** Whether an answer has all its times: without those of its stream it has none. */
export function isTimed({ times }: Pick<RecordedAnswer, 'times'>): boolean {
  return times?.chunks !== undefined
}

/** The sample of a recorded answer at a place of another run. One without times has its end at its beginning. */
export function replayedSample(answer: RecordedAnswer, place: ReplayedPlace): Sample {
  const times = isTimed(answer) ? answer.times : null
  const { intended } = place
  const sent = intended + (times?.wait ?? 0)
  const at = (offset: number | null | undefined): number | null =>
    offset === null || offset === undefined ? null : sent + offset
  const { status, failure } = answer
  const over = at(times?.over)
  const base = {
    ...place,
    sent,
    end: sent + (times?.end ?? 0),
    ...(over === null ? {} : { over }),
    chunkTimes: (times?.chunks ?? []).map((offset) => sent + offset),
    ...saidBy(answer),
    ...(status === undefined ? {} : { http: { connectMs: null, status, retryAfterSeconds: null } }),
  }
  if (failure !== undefined) return { ...base, state: 'failed', failure }
  return {
    ...base,
    state: 'completed',
    firstChunk: at(times?.firstChunk),
    first: at(times?.first),
    firstVisible: at(times?.firstVisible),
    finish: answer.finish ?? 'other',
    ...(answer.unended === undefined ? {} : { unended: true }),
    hiddenTokens: answer.hiddenTokens ?? 0,
    firstTokens: answer.firstTokens ?? null,
  }
}
