import type { Events } from '../answers/events.ts'
import type { AnswerFault, AnswerFaultKind } from './faults.ts'
import { lastChunk } from '../wire/framing.ts'
import { withOddHead } from './odd-head.ts'
import { type AnswerParts, type Script, streamScript } from '../answers/script.ts'

/** Milliseconds between the tokens of `slow-forever`. */
const slowInterval = 1000

interface FaultyAnswer {
  readonly answer: AnswerParts
  /** Script without the fault. */
  readonly script: Script
  /** Script that ends after the tokens that come before the fault. */
  readonly cut: Script
  readonly events: Events
  readonly fault: AnswerFault
  readonly closingWithoutDone: Buffer
}

const makers: Readonly<Record<AnswerFaultKind, (faulty: FaultyAnswer) => Script>> = {
  'hang-before-first-token': ({ script }) => ({ ...script, parts: [], tokens: 0, closing: null, ending: 'hang' }),
  empty: ({ script }) => ({ ...script, parts: [], tokens: 0 }),
  stall: ({ cut }) => ({ ...cut, closing: null, ending: 'hang' }),
  'slow-forever': ({ script, fault }) => ({
    ...script,
    endless: true,
    interToken: (fault.interval ?? slowInterval) / script.tokensPerEvent,
  }),
  'reset-mid-stream': ({ cut }) => ({ ...cut, closing: null, ending: 'reset' }),
  'close-mid-stream': ({ cut }) => ({ ...cut, closing: null, ending: 'close' }),
  'end-without-done': ({ script, closingWithoutDone }) => ({ ...script, closing: closingWithoutDone }),
  'error-frame': ({ cut, events, answer }) => ({
    ...cut,
    closing: Buffer.concat([answer.framing.part(events.error() + events.doneAlways()), lastChunk]),
  }),
  'malformed-json': ({ script, cut, events, answer }) => {
    const place = Math.min(cut.parts.length, script.parts.length - 1)
    const broken = answer.framing.part(events.broken())
    return { ...script, parts: script.parts.map((part, index) => (index === place ? broken : part)) }
  },
  'malformed-chunk': ({ cut }) => ({
    ...cut,
    closing: Buffer.from('zz;not-a-size\r\ndata: lost\r\n'),
    ending: 'close',
  }),
  'odd-head': ({ script }) => ({ ...script, opening: script.opening === null ? null : withOddHead(script.opening) }),
  'finish-in-every-chunk': ({ script }) => script,
  'reset-after-finish': ({ cut }) => ({ ...cut, closing: null, ending: 'reset' }),
  'hang-after-finish': ({ script, closingWithoutDone }) => ({
    ...script,
    closing: withoutEnd(closingWithoutDone),
    ending: 'hang',
  }),
  'hang-after-done': ({ script, answer }) => ({ ...script, closing: withoutEnd(answer.closing), ending: 'hang' }),
  'gives-up': ({ cut, events, answer, fault }) => ({
    ...cut,
    closing: Buffer.concat([answer.framing.part(events.givenUp(fault.finish) + events.doneAlways()), lastChunk]),
  }),
  'content-filter': ({ cut, events, answer }) => ({
    ...cut,
    closing: Buffer.concat([answer.framing.part(events.finish('content_filter') + events.doneAlways()), lastChunk]),
  }),
}

/** The closing of a stream without the end of its body. */
function withoutEnd(closing: Buffer): Buffer {
  return closing.subarray(0, closing.length - lastChunk.length)
}

/** Script of a stream with a fault inside. */
export function faultyStream(
  answer: AnswerParts,
  events: Events,
  fault: AnswerFault,
  closingWithoutDone: Buffer,
): Script {
  const script = streamScript(answer)
  const { tokens, tokensPerEvent } = answer
  const tokensBefore = fault.after ?? Math.max(1, Math.floor(tokens / 2))
  const parts = answer.events.slice(0, Math.ceil(tokensBefore / tokensPerEvent))
  const cut = { ...script, pause: true, parts, tokens: Math.min(tokens, parts.length * tokensPerEvent) }
  return makers[fault.kind]({ answer, script, cut, events, fault, closingWithoutDone })
}
