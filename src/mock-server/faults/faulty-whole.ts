import { statusLine } from '../wire/connection.ts'
import type { AnswerFault, AnswerFaultKind } from './faults.ts'
import { withOddHead } from './odd-head.ts'
import { type Ending, type Script, wholeScript } from '../answers/script.ts'

/** Bodies, headers and times of an answer that is not streamed. */
export interface WholeAnswer {
  readonly body: Buffer
  /** Body with no generated token. */
  readonly emptyBody: Buffer
  readonly errorBody: Buffer
  /** Body whose finish reason says that the server gave up. */
  readonly givenUpBody: Buffer
  /** Body of which a filter left nothing. */
  readonly filteredBody: Buffer
  /** Body that ends in its middle. */
  readonly brokenBody: Buffer
  /** Header lines beside type and length. */
  readonly headers: string
  readonly tokens: number
  readonly interToken: number
}

const makers: Readonly<Record<AnswerFaultKind, (answer: WholeAnswer, script: Script) => Script>> = {
  'hang-before-first-token': silent,
  stall: silent,
  'slow-forever': silent,
  empty: (answer, script) => replaced(script, answer.headers, answer.emptyBody),
  'error-frame': (answer, script) => replaced(script, answer.headers, answer.errorBody),
  'malformed-json': (answer, script) => replaced(script, answer.headers, answer.brokenBody),
  'reset-mid-stream': (answer, script) => half(answer, script, 'reset'),
  'close-mid-stream': (answer, script) => half(answer, script, 'close'),
  'malformed-chunk': (_, script) => ({ ...script, parts: [brokenFraming], tokens: 0, ending: 'close' }),
  'odd-head': (_, script) => ({ ...script, parts: script.parts.map(withOddHead) }),
  'gives-up': (answer, script) => replaced(script, answer.headers, answer.givenUpBody),
  'content-filter': (answer, script) => replaced(script, answer.headers, answer.filteredBody),
  // Only a stream has them.
  'end-without-done': (_, script) => script,
  'finish-in-every-chunk': (_, script) => script,
  'reset-after-finish': (answer, script) => half(answer, script, 'reset'),
  'hang-after-finish': (_, script) => script,
  'hang-after-done': (_, script) => script,
}

const brokenFraming: Buffer = Buffer.from(
  `${statusLine(200)}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz;not-a-size\r\n{}\r\n`,
)

/** Script of an answer that is not streamed, with a fault where there is one. */
export function wholeAnswer(answer: WholeAnswer, fault: AnswerFault | null): Script {
  const { body, tokens, interToken, headers } = answer
  const bytes = Buffer.concat([wholeHead(headers, body.length), body])
  const script = wholeScript(bytes, tokens, interToken)
  return fault === null ? script : makers[fault.kind](answer, script)
}

/** Script of the head, and then nothing. */
function silent({ headers, body }: WholeAnswer, script: Script): Script {
  return { ...script, opening: wholeHead(headers, body.length), parts: [], tokens: 0, ending: 'hang' }
}

function half({ headers, body }: WholeAnswer, script: Script, ending: Ending): Script {
  const bytes = Buffer.concat([wholeHead(headers, body.length), body.subarray(0, body.length >> 1)])
  return { ...script, parts: [bytes], tokens: 0, ending }
}

function replaced(script: Script, headers: string, body: Buffer): Script {
  return { ...script, parts: [Buffer.concat([wholeHead(headers, body.length), body])], tokens: 0 }
}

function wholeHead(headers: string, length: number): Buffer {
  return Buffer.from(
    `${statusLine(200)}content-type: application/json\r\n${headers}content-length: ${length}\r\n\r\n`,
    'latin1',
  )
}
