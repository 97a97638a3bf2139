import type { Check } from '../evidence/check.ts'

/** A recording that lacks times of an answer, or of its stream, has none: those of the others are of a choice. */
export const recordingTimes: Check = ({ header }) => {
  const { recording } = header.facts.target
  if (recording === null || recording === undefined) return null
  const base = {
    id: 'recording-times',
    protects: ['latency', 'response', 'ttft', 'ttfv', 'tpot', 'interChunk', 'rates', 'throughput', 'goodput'],
  }
  return recording.timed
    ? { ...base, status: 'ok', message: 'the recording has the times of every part of its streams' }
    : {
        ...base,
        status: 'invalid',
        message: 'the recording lacks times of answers, or of their streams: record it again with this release',
      }
}
