import { type OddAnswer, oddAnswer, type UsualAnswer } from '../faults/odd-answers.ts'
import type { OddKind } from '../faults/odd-kinds.ts'
import { statusLine } from '../wire/connection.ts'
import { type Framing, lastChunk } from '../wire/framing.ts'
import { type Script, wholeScript } from './script.ts'

/** Way in which an odd answer is written. */
interface OddWriting {
  readonly stream: boolean
  readonly framing: Framing
  /** Further header lines. */
  readonly headers: string
  /** Milliseconds between tokens. */
  readonly interToken: number
}

/** Script of an answer of an odd kind in place of the usual one. */
export function oddScript(kind: OddKind, usual: UsualAnswer, writing: OddWriting): Script {
  const answer = oddAnswer(kind, usual)
  return writing.stream ? streamed(answer, writing) : whole(answer, writing)
}

function streamed(
  { writes, eventsPerWrite, gapMs, contentType }: OddAnswer,
  { framing, headers, interToken }: OddWriting,
): Script {
  const type = contentType ?? 'text/event-stream; charset=utf-8'
  return {
    opening: headOf(type, `${headers}${framing.headers}transfer-encoding: chunked`),
    parts: writes.map((text) => framing.part(text)),
    writesPerEvent: 1,
    eventsPerPart: eventsPerWrite,
    heldBack: 0,
    tokensPerEvent: eventsPerWrite,
    tokens: writes.length * eventsPerWrite,
    interToken: (gapMs ?? interToken) / eventsPerWrite,
    endless: false,
    pause: false,
    closing: lastChunk,
    ending: 'keep-alive',
  }
}

function whole({ body, contentType }: OddAnswer, { framing, headers, interToken }: OddWriting): Script {
  const bytes = framing.body(body)
  const type = contentType ?? 'application/json'
  const head = headOf(type, `${headers}${framing.headers}content-length: ${bytes.length}`)
  return wholeScript(Buffer.concat([head, bytes]), 1, interToken)
}

function headOf(type: string, headers: string): Buffer {
  return Buffer.from(`${statusLine(200)}content-type: ${type}\r\n${headers}\r\n\r\n`, 'latin1')
}
