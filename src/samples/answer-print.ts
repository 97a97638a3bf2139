import type { Sample } from './sample.ts'

const offset = 0x81_1c_9d_c5
const prime = 0x01_00_01_93
/** Character between the parts of an answer, so that none runs into the next. */
const between = 0x1f

/**
 * A number below 2^32 that two equal answers have in common, and two others hardly ever: FNV-1a over text,
 * reasoning and tool calls, by UTF-16 units.
 * Source: draft-eastlake-fnv, https://datatracker.ietf.org/doc/draft-eastlake-fnv/
 */
export function answerPrint({ text, reasoning = '', toolCalls = '' }: Answered): number {
  let hash = offset
  for (const part of [text, reasoning, toolCalls]) {
    for (let at = 0; at < part.length; at++) hash = Math.imul(hash ^ part.charCodeAt(at), prime)
    hash = Math.imul(hash ^ between, prime)
  }
  return hash >>> 0
}

type Answered = Pick<Sample, 'text' | 'reasoning' | 'toolCalls'>
